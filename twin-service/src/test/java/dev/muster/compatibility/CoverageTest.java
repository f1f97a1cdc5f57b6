package dev.muster.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.muster.aggregation.group.AggregationMessage;
import dev.muster.twinservice.serialization.JournalEvent;
import dev.muster.twinservice.serialization.NodeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nothing is stored or sent that has no golden file: looks at all classes, so that a new one cannot slip in. */
class CoverageTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("CoverageTest", Catalogue.config());
    private static final Collection<Object> SAMPLES = Catalogue.samples(ACTORS).values();
    private static final List<Class<?>> MARKERS =
            List.of(JournalEvent.class, NodeMessage.class, AggregationMessage.class);
    private static final String ENUMS = "twin-service/src/test/resources/enums-stored-or-sent.txt";

    private record Planted() implements NodeMessage {}

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldHaveGoldenFileOfEverythingThatIsStoredOrSent() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.muster.twinservice", "dev.muster.aggregation", "dev.muster.ingest");

        assertThat(marked(all)).hasSizeGreaterThan(80);
        assertThat(withoutGoldenFile(all))
                .as("add a sample to the catalogue: CONTRIBUTING, \"How to add a persisted event or a message\"")
                .isEmpty();
    }

    @Test
    void shouldSeeWhatHasNone() {
        assertThat(withoutGoldenFile(new ClassFileImporter().importClasses(Planted.class)))
                .containsExactly(Planted.class.getName());
    }

    /** Where a field can hold several kinds, each is in a golden file somewhere. */
    @Test
    void shouldHaveGoldenFileOfEveryKindOfPart() {
        assertThat(Parts.of(SAMPLES).kindsWithoutSample()).isEmpty();
    }

    /**
     * A name that is gone is one that old rows and old nodes say. A new one is one that the build before does not know: it is
     * read a release before it is written.
     */
    @Test
    void shouldKnowTheNamesOfAllEnums() throws IOException {
        Path file = Path.of(System.getProperty("muster.project.dir"), ENUMS);

        String today = Parts.of(SAMPLES).enums().stream()
                .map(CoverageTest::names)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(today)
                .as("%s: names are only added; how is in CONTRIBUTING", ENUMS)
                .isEqualTo(Files.readString(file));
    }

    private static String names(Class<?> kind) {
        ObjectMapper mapper = new ObjectMapper();
        return Stream.of(kind.getEnumConstants())
                .map(constant -> mapper.convertValue(constant, String.class))
                .collect(Collectors.joining(" ", kind.getName().replaceFirst(".*\\.", "") + ": ", ""));
    }

    private static List<String> withoutGoldenFile(JavaClasses classes) {
        List<String> golden =
                SAMPLES.stream().map(sample -> sample.getClass().getName()).toList();
        return marked(classes).filter(name -> !golden.contains(name)).sorted().toList();
    }

    private static Stream<String> marked(JavaClasses classes) {
        return classes.stream()
                .filter(one -> MARKERS.stream().anyMatch(one::isAssignableTo))
                .filter(one -> !one.isInterface() && !one.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName);
    }
}
