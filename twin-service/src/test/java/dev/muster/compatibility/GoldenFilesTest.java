package dev.muster.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.golden.GoldenFile;
import dev.muster.golden.Newer;
import dev.muster.twinservice.serialization.JournalEvent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old bytes against this build, and bytes of the next one as far as it keeps to the rules. See {@link GoldenFile}. */
class GoldenFilesTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("golden", Catalogue.config());
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(ACTORS.system()));
    private static final SortedMap<String, Object> SAMPLES = Catalogue.samples(ACTORS);

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    static Set<String> files() {
        return SAMPLES.keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldReadOldBytes(String file) {
        assertThat(golden(file).read(SERIALIZATION)).isEqualTo(sample(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldWriteWhatOldBuildsRead(String file) {
        assertThat(written(file).meaning()).isEqualTo(golden(file).meaning());
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldPassOverFieldsOfNewerBuildsAtEveryDepth(String file) {
        GoldenFile golden = golden(file);

        Newer.withUnknownField(golden.tree())
                .forEach((place, newer) -> assertThat(golden.with(newer).read(SERIALIZATION))
                        .as("with an unknown field at %s", place)
                        .isEqualTo(sample(file)));
    }

    /** What may be absent in a value of today is absent in bytes of builds that did not know it. */
    @ParameterizedTest
    @MethodSource("files")
    void shouldReadWhatHasNoFieldForNothing(String file) {
        GoldenFile golden = golden(file);

        assertThat(golden.with(Newer.withoutNulls(golden.tree())).read(SERIALIZATION))
                .isEqualTo(sample(file));
    }

    /** Passed over, an event would leave its entity in a state that it never had. It stays asleep until a build reads it that knows. */
    @ParameterizedTest
    @MethodSource("files")
    void shouldRefuseEventsOfNewerBuilds(String file) {
        GoldenFile golden = golden(file);
        for (String kind : List.of("event", "entry")) {
            if (sample(file) instanceof JournalEvent && golden.tree().path(kind).isTextual()) {
                ObjectNode newer = golden.tree().deepCopy();

                assertThatThrownBy(() ->
                                golden.with(newer.put(kind, "ofANewerBuild")).read(SERIALIZATION))
                        .isInstanceOf(InvalidTypeIdException.class);
            }
        }
    }

    /** Rows name their serializer by number and no class at all, so that classes can be moved for as long as rows are kept. */
    @ParameterizedTest
    @MethodSource("files")
    void shouldBindRowsToNoClass(String file) {
        if (sample(file) instanceof JournalEvent) {
            GoldenFile written = written(file);

            assertThat(written.serializer()).isBetween(7101, 7199);
            assertThat(written.manifest()).isEmpty();
            assertThat(written.tree().toString()).doesNotContain("dev.muster");
        }
    }

    private static Object sample(String file) {
        return Objects.requireNonNull(SAMPLES.get(file), file);
    }

    private static GoldenFile written(String file) {
        return GoldenFile.written(SERIALIZATION, sample(file));
    }

    private static GoldenFile golden(String file) {
        return GoldenFile.of(file, written(file));
    }
}
