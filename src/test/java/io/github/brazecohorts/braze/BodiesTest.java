// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON that goes to Braze, to the letter. */
class BodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CohortName name =
            new CohortName("partner-key", "client-secret", "amperity-VIP", "VIP", "2026-11-24T12:00:00Z");

    @Test
    void namesACohortInBrazesWords() throws Exception {
        assertThat(json(name)).isEqualTo("""
                {"partner_api_key":"partner-key","client_secret":"client-secret","cohort_id":"amperity-VIP",\
                "name":"VIP","created_at":"2026-11-24T12:00:00Z"}""");
    }

    @Test
    void addsExternalIdsWithAllThreeArrays() throws Exception {
        assertThat(json(users(IdType.EXTERNAL_ID.members(List.of("u1", "ü2"), null, false))))
                .isEqualTo("""
                {"partner_api_key":"partner-key","client_secret":"client-secret","cohort_id":"amperity-VIP",\
                "cohort_changes":[{"user_ids":["u1","ü2"],"device_ids":[],"aliases":[],"should_remove":false}]}""");
    }

    @Test
    void removesDeviceIdsWithAllThreeArrays() throws Exception {
        assertThat(json(IdType.DEVICE_ID.members(List.of("d1"), null, true)))
                .isEqualTo("{\"user_ids\":[],\"device_ids\":[\"d1\"],\"aliases\":[],\"should_remove\":true}");
    }

    @Test
    void addsAliasesAsNameAndLabel() throws Exception {
        assertThat(json(IdType.ALIAS.members(List.of("a1", "a2"), "crm", false)))
                .isEqualTo("""
                {"user_ids":[],"device_ids":[],"aliases":[{"alias_name":"a1","alias_label":"crm"},\
                {"alias_name":"a2","alias_label":"crm"}],"should_remove":false}""");
    }

    @Test
    void sendsEmptyArraysTooAndNoChangesAsAnEmptyArray() throws Exception {
        assertThat(json(IdType.EXTERNAL_ID.members(List.of(), null, false)))
                .isEqualTo("{\"user_ids\":[],\"device_ids\":[],\"aliases\":[],\"should_remove\":false}");
        assertThat(json(new CohortUsers("k", "s", "c", List.of())))
                .isEqualTo(
                        "{\"partner_api_key\":\"k\",\"client_secret\":\"s\",\"cohort_id\":\"c\",\"cohort_changes\":[]}");
    }

    @Test
    void printsNeitherKeysNorIds() {
        List<String> ids = List.of("user-4711");

        assertThat(List.of(
                        name,
                        new Keys("partner-key", "client-secret"),
                        users(IdType.EXTERNAL_ID.members(ids, null, false)),
                        users(IdType.DEVICE_ID.members(ids, null, true)),
                        users(IdType.ALIAS.members(ids, "crm", true)),
                        IdType.ALIAS.members(ids, "crm", true).aliases().get(0)))
                .allSatisfy(printed ->
                        assertThat(printed.toString()).doesNotContain("4711", "partner-key", "client-secret"));
        assertThat(users(IdType.EXTERNAL_ID.members(ids, null, false)))
                .hasToString("CohortUsers[amperity-VIP, [add 1]]");
        assertThat(IdType.DEVICE_ID.members(ids, null, true)).hasToString("remove 1");
    }

    private static CohortUsers users(CohortUsers.Members members) {
        return new CohortUsers("partner-key", "client-secret", "amperity-VIP", List.of(members));
    }

    private static String json(Object body) throws JsonProcessingException {
        return JSON.writeValueAsString(body);
    }
}
