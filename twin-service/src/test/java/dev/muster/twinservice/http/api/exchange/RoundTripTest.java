package dev.muster.twinservice.http.api.exchange;

import static dev.muster.twinservice.http.api.exchange.ModelFiles.csv;
import static dev.muster.twinservice.http.api.exchange.ModelFiles.importCsv;
import static dev.muster.twinservice.http.api.exchange.ModelFiles.importNdjson;
import static dev.muster.twinservice.http.api.exchange.ModelFiles.ndjson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.exchange.EntityLine.Kind;
import dev.muster.assetmodel.exchange.ImportCounts;
import dev.muster.assetmodel.exchange.ModelExport;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.exchange.DirectModel;
import dev.muster.twinservice.exchange.ImportJob;
import dev.muster.twinservice.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Out of random models, into empty ones, and out again: the same bytes. */
class RoundTripTest {
    private static final int MODELS = Integer.getInteger("muster.roundtrip.models", 150);

    @Test
    void shouldBeTheIdentityForLines() {
        for (int seed = 0; seed < MODELS; seed++) {
            DirectModel from = new RandomModel(seed).model;
            String file = ndjson(ModelFiles.of(from));
            DirectModel to = emptyAt(from);

            assertNoErrors(importNdjson(to, file, false), seed, file);

            assertThat(ndjson(ModelFiles.of(to))).as("model %d", seed).isEqualTo(file);
            assertThat(Beliefs.of(to.view.history())).as("model %d", seed).isEqualTo(Beliefs.of(from.view.history()));
        }
    }

    @Test
    void shouldNotDependOnTheOrderOfLines() {
        for (int seed = 0; seed < MODELS; seed++) {
            DirectModel from = new RandomModel(seed).model;
            String file = ndjson(ModelFiles.of(from));
            List<String> lines = new ArrayList<>(file.lines().toList());
            Collections.shuffle(lines, new Random(seed));
            DirectModel to = emptyAt(from);

            String shuffled = String.join("\n", lines) + "\n";
            assertNoErrors(importNdjson(to, shuffled, false), seed, shuffled);

            assertThat(ndjson(ModelFiles.of(to))).as("model %d", seed).isEqualTo(file);
        }
    }

    @Test
    void shouldBeTheIdentityForTables() {
        for (int seed = 0; seed < MODELS; seed++) {
            DirectModel from = new RandomModel(seed).model;
            DirectModel to = emptyAt(from);
            StringBuilder types = new StringBuilder();
            ModelFiles.of(from).lines(Kind.TYPE).forEach(type -> types.append(
                            new String(Json.bytes(type), StandardCharsets.UTF_8))
                    .append('\n'));
            importNdjson(to, types.toString(), false);
            for (Kind kind : ImportOptions.tables()) {
                String file = csv(ModelFiles.of(from), kind);

                assertNoErrors(importCsv(to, file, false), seed, file);

                assertThat(csv(ModelFiles.of(to), kind)).as("model %d", seed).isEqualTo(file);
            }
            String whole = ndjson(ModelFiles.of(from));
            // What fits no table: groups by rule, devices, properties, and times of descriptions.
            assertNoErrors(importNdjson(to, whole, false), seed, whole);
            assertThat(ndjson(ModelFiles.of(to))).as("model %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void shouldBeTheIdentityForWhatWasAtAMomentInBothTimes() {
        for (int seed = 0; seed < MODELS; seed++) {
            DirectModel from = new RandomModel(seed).model;
            Random random = new Random(seed);
            Instant at = from.instant().minus(Duration.ofMinutes(random.nextInt(3_000) - 300));
            Instant asKnownAt = from.instant().minus(Duration.ofMinutes(random.nextInt(2_000)));
            String file = ndjson(ModelExport.of(from.view.history(), at, asKnownAt));
            DirectModel to = emptyAt(from);

            assertNoErrors(importNdjson(to, file, false), seed, file);

            assertThat(ndjson(ModelExport.of(to.view.history(), at, null)))
                    .as("model %d at %s as known at %s", seed, at, asKnownAt)
                    .isEqualTo(file);
            assertThat(Beliefs.at(to.view.history(), at, null))
                    .as("model %d at %s as known at %s", seed, at, asKnownAt)
                    .isEqualTo(Beliefs.at(from.view.history(), at, asKnownAt));
        }
    }

    /** That it is in service for a time only must not be lost; when it is always, its former definitions are. */
    @Test
    void shouldKeepTheTimeOfAnAssetThatIsNotAlwaysDescribed() {
        DirectModel from = new DirectModel();
        assertNoErrors(importNdjson(from, ImportTesting.FLEET, false), 0, "fleet");
        String late = "{\"entity\":\"asset\",\"id\":\"late\",\"name\":\"Late\",\"type\":\"t\",\"source\":\"late\","
                + "\"owner\":\"City\",\"validFrom\":\"2030-06-01T00:00:00Z\",\"validTo\":\"2031-01-01T00:00:00Z\"}\n";
        assertNoErrors(importNdjson(from, late, false), 0, late);
        String file = ndjson(ModelFiles.of(from));
        DirectModel to = emptyAt(from);

        assertNoErrors(importNdjson(to, file, false), 0, file);

        assertThat(file).contains(late);
        assertThat(ndjson(ModelFiles.of(to))).isEqualTo(file);
        assertThat(to.view.groupsOf(new AssetId("late"))).isEmpty();
        assertThat(importNdjson(to, file, false).progress().counts().changed()).isZero();
    }

    @Test
    void shouldChangeNothingTheSecondTimeAndSayBeforeWhatTheFirstWouldChange() {
        for (int seed = 0; seed < MODELS; seed++) {
            DirectModel from = new RandomModel(seed).model;
            String file = ndjson(ModelFiles.of(from));
            DirectModel to = new RandomModel(seed + 10_000L).model;
            to.pass(Duration.between(to.instant(), from.instant()).abs());

            int before = to.events();
            ImportCounts foretold = importNdjson(to, file, true).progress().counts();
            assertThat(to.events()).isEqualTo(before);
            ImportJob job = importNdjson(to, file, false);
            ImportCounts done = job.progress().counts();
            int after = to.events();
            ImportCounts again = importNdjson(to, file, false).progress().counts();

            assertThat(foretold)
                    .as("model %d: %s", seed, job.progress().errors(0, 10))
                    .isEqualTo(done);
            assertThat(again.created() + again.changed()).as("model %d", seed).isZero();
            assertThat(to.events()).as("model %d", seed).isEqualTo(after);
            assertThat(done.pending()).isZero();
        }
    }

    private static void assertNoErrors(ImportJob job, long seed, String file) {
        assertThat(job.progress().errors(0, 10)).as("model %d: %s", seed, file).isEmpty();
        assertThat(job.status().state()).isEqualTo(ImportJob.State.DONE);
    }

    private static DirectModel emptyAt(DirectModel other) {
        DirectModel empty = new DirectModel();
        empty.pass(Duration.between(empty.instant(), other.instant()));
        return empty;
    }
}
