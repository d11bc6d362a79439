// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.stream.Stream;

/** Packages are stages of the way; imports run one way. */
@AnalyzeClasses(packages = "io.github.brazecohorts", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.brazecohorts";

    @ArchTest
    static final ArchRule audienceKnowsNoOtherRoom = knowsOnly("audience");

    @ArchTest
    static final ArchRule membershipKnowsNoOtherRoom = knowsOnly("membership");

    @ArchTest
    static final ArchRule brazeKnowsNoOtherRoom = knowsOnly("braze");

    @ArchTest
    static final ArchRule reportKnowsNoOtherRoom = knowsOnly("report");

    @ArchTest
    static final ArchRule sandboxKnowsNoOtherRoom = knowsOnly("sandbox");

    @ArchTest
    static final ArchRule deliveryKnowsOnlyTheMembership = knowsOnly("delivery", "membership");

    @ArchTest
    static final ArchRule deliveryNeedsOnlyTheJdkAndBucket4j = classes()
            .that()
            .resideInAPackage(room("delivery"))
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "io.github.bucket4j..", room("delivery"), room("membership")));

    @ArchTest
    static final ArchRule settingsKnowOnlyBraze = knowsOnly("settings", "braze");

    @ArchTest
    static final ArchRule channelKnowsOnlyWhatIsTold = knowsOnly("channel", "report");

    @ArchTest
    static final ArchRule metricsKnowOnlyWhatIsTold = knowsOnly("metrics", "report");

    @ArchTest
    static final ArchRule micrometerIsNeededByNobodyElse = noClasses()
            .that(resideOutsideOfPackage(room("metrics")).and(DescribedPredicate.not(named("WithMicrometer"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.micrometer..", "io.prometheus..", room("metrics")));

    @ArchTest
    static final ArchRule healthKnowsWhatRunsNeed = knowsOnly("health", "audience", "membership", "report");

    @ArchTest
    static final ArchRule syncJoinsTheStages =
            knowsOnly("sync", "audience", "membership", "braze", "delivery", "report");

    @ArchTest
    static final ArchRule checkAsksTheStages = knowsOnly("check", "audience", "membership", "braze", "report", "sync");

    @ArchTest
    static final ArchRule rootKnowsNoCommand =
            noClasses().that().resideInAPackage(ROOT).should().dependOnClassesThat(resideInAPackage(room("command")));

    @ArchTest
    static final ArchRule commandKnowsNoStage = noClasses()
            .that()
            .resideInAPackage(room("command"))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    room("braze"), room("channel"), room("delivery"), room("health"), room("metrics"), room("sync")));

    @ArchTest
    static final ArchRule commandKnowsOfTheMembershipOnlyItsLibrary = noClasses()
            .that()
            .resideInAPackage(room("command"))
            .should()
            .dependOnClassesThat(resideInAPackage(room("membership"))
                    .and(DescribedPredicate.not(named("NativeLibrary").or(named("StateException")))));

    @ArchTest
    static final ArchRule importsGoInNoCircle = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                    return SliceIdentifier.of(javaClass.getPackageName());
                }

                @Override
                public String getDescription() {
                    return "packages";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule sqlStaysWithTheMembershipTheSourceAndItsChecks = noClasses()
            .that(resideOutsideOfPackage(room("membership"))
                    .and(resideOutsideOfPackage(room("check")))
                    .and(DescribedPredicate.not(named("StreamingConnection")
                            .or(named("ReadingWithin"))
                            .or(named("SourceTrouble"))
                            .or(named("Causes"))
                            .or(named("Drivers")))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.duckdb..", "org.postgresql.."));

    @ArchTest
    static final ArchRule camelStaysWithTheRoutes = noClasses()
            .that(resideOutsideOfPackage(ROOT)
                    .and(resideOutsideOfPackage(room("sync")))
                    .and(resideOutsideOfPackage(room("command")))
                    .and(resideOutsideOfPackage(room("health")))
                    .and(DescribedPredicate.not(named("MailLogin"))))
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.camel.."));

    @ArchTest
    static final ArchRule onlyCommandsSpeakToTheTerminal =
            noClasses().that().resideOutsideOfPackage(room("command")).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule nobodyLogsWithTheJdk = noClasses().should(USE_JAVA_UTIL_LOGGING);

    @ArchTest
    static final ArchRule namesHaveNoFog = noClasses()
            .that(alwaysTrue())
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Processor");

    private static ArchRule knowsOnly(String room, String... others) {
        String[] known = Stream.concat(Stream.of(room), Arrays.stream(others))
                .map(ArchitectureTest::room)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(room(room))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(known))));
    }

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> named(String simpleName) {
        return DescribedPredicate.describe(
                "named " + simpleName, javaClass -> javaClass.getSimpleName().equals(simpleName));
    }
}
