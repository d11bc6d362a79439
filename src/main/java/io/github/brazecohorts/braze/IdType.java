// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import io.github.brazecohorts.braze.CohortUsers.Alias;
import io.github.brazecohorts.braze.CohortUsers.Members;
import java.util.List;

/** By what an identifier is known in Braze. */
public enum IdType {
    /** {@code external_id}: identified users. */
    EXTERNAL_ID {
        @Override
        public Members members(List<String> ids, String aliasLabel, boolean remove) {
            return new Members(ids, List.of(), List.of(), remove);
        }
    },
    /** {@code device_id}: anonymous users; changes nothing for a device of an identified user. */
    DEVICE_ID {
        @Override
        public Members members(List<String> ids, String aliasLabel, boolean remove) {
            return new Members(List.of(), ids, List.of(), remove);
        }
    },
    /** A user alias: the id is its name, the label is the audience's. */
    ALIAS {
        @Override
        public Members members(List<String> ids, String aliasLabel, boolean remove) {
            return new Members(
                    List.of(),
                    List.of(),
                    ids.stream().map(id -> new Alias(id, aliasLabel)).toList(),
                    remove);
        }
    };

    /** These ids as Braze takes them. */
    public abstract Members members(List<String> ids, String aliasLabel, boolean remove);
}
