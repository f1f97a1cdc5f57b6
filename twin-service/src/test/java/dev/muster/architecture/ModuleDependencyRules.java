package dev.muster.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Dependencies point from the service to the modules to the asset model, never back and never sideways. */
final class ModuleDependencyRules {
    static final ArchRule INGEST_SEES_ONLY_THE_ASSET_MODEL = noClasses()
            .that()
            .resideInAPackage("dev.muster.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.muster.aggregation..", "dev.muster.twinservice..", "dev.muster.loadtest..");

    static final ArchRule AGGREGATION_SEES_ONLY_THE_ASSET_MODEL = noClasses()
            .that()
            .resideInAPackage("dev.muster.aggregation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.muster.ingest..", "dev.muster.twinservice..", "dev.muster.loadtest..");

    static final ArchRule ASSET_MODEL_SEES_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("dev.muster.assetmodel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.muster.ingest..",
                    "dev.muster.aggregation..",
                    "dev.muster.twinservice..",
                    "dev.muster.loadtest..",
                    "akka..");

    static final ArchRule LOAD_TEST_IS_A_BLACK_BOX = noClasses()
            .that()
            .resideInAPackage("dev.muster.loadtest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.muster.ingest..", "dev.muster.aggregation..", "dev.muster.twinservice..", "akka..");

    static final ArchRule SERVICE_NEEDS_NO_LOAD_TEST = noClasses()
            .that()
            .resideInAPackage("dev.muster.twinservice..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.muster.loadtest..");

    /** The logic of twin and aggregator runs in seeded simulations, thousands a second: no actor may creep in. */
    static final ArchRule LOGIC_IS_FREE_OF_AKKA = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.muster.aggregation.rollup..",
                    "dev.muster.aggregation.recent..",
                    "dev.muster.twinservice.connectivity..",
                    "dev.muster.twinservice.lease")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("akka..", "org.apache.kafka..", "com.datastax..");

    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .and()
            .resideOutsideOfPackage("dev.muster.loadtest..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    static final ArchRule NAMES_SAY_WHAT_LIVES_THERE = classes()
            .should()
            .haveNameNotMatching(".*(Manager|Helper|Impl|Utils?)(\\$.*)?")
            .andShould()
            .resideOutsideOfPackages(
                    "..common..",
                    "..util..",
                    "..utils..",
                    "..helpers..",
                    "..impl..",
                    "..core..",
                    "..shared..",
                    "..dto..",
                    "..config..",
                    "..actors..",
                    "..messages..",
                    "..exceptions..");

    static final List<ArchRule> ALL = List.of(
            INGEST_SEES_ONLY_THE_ASSET_MODEL,
            AGGREGATION_SEES_ONLY_THE_ASSET_MODEL,
            ASSET_MODEL_SEES_NO_OTHER_MODULE,
            LOAD_TEST_IS_A_BLACK_BOX,
            SERVICE_NEEDS_NO_LOAD_TEST,
            LOGIC_IS_FREE_OF_AKKA,
            TIME_IS_INJECTED,
            NAMES_SAY_WHAT_LIVES_THERE);

    private ModuleDependencyRules() {}
}
