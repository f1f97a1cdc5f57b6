package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.muster.ingest.planted.SidewaysDependency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleDependencyTest {
    private static final JavaClasses MUSTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.muster");

    static List<ArchRule> rules() {
        return ModuleDependencyRules.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldKeepEveryRuleOfTheLayout(ArchRule rule) {
        rule.check(MUSTER);
    }

    /** A rule that looks at no class holds always: make sure that each module was seen. */
    @ParameterizedTest
    @ValueSource(strings = {"assetmodel", "ingest", "aggregation", "twinservice", "loadtest"})
    void shouldHaveSeenEveryModule(String module) {
        assertThat(MUSTER.stream().filter(c -> c.getPackageName().startsWith("dev.muster." + module)))
                .hasSizeGreaterThan(5);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        SlicesRuleDefinition.slices()
                .matching("dev.muster.(**)")
                .should()
                .beFreeOfCycles()
                .check(MUSTER);
    }

    @Test
    void shouldFailOnPlantedSidewaysDependency() {
        JavaClasses planted = new ClassFileImporter().importClasses(SidewaysDependency.class);

        assertThatThrownBy(() -> ModuleDependencyRules.INGEST_SEES_ONLY_THE_ASSET_MODEL.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MissingReason");
        assertThatThrownBy(() -> ModuleDependencyRules.TIME_IS_INJECTED.check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Instant.now()");
    }
}
