package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.registry.ModelFacts.type;
import static dev.muster.assetmodel.registry.ModelFacts.withSource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelReply.Reason;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.view.memory.ModelDriver;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source speaks for one asset in service at a time. */
class SourceOwnershipTest {
    private static final SourceId SHARED = new SourceId("shared");
    private static final AssetId OLD = new AssetId("WT-07");
    private static final AssetId NEW = new AssetId("WT-08");

    private final ModelDriver model = new ModelDriver();

    @BeforeEach
    void defineType() {
        model.accepted(type("wind"));
    }

    @Test
    void shouldRefuseSecondAssetWithOneSourceUntilTheFirstLeavesService() {
        model.accepted(withSource("WT-07", "shared"));

        assertTaken(withSource("WT-08", "shared"));
        model.accepted(new ModelCommand.RetireAsset(OLD, at(0)));
        assertThat(model.accepted(withSource("WT-08", "shared"))).hasSize(1);
        assertThat(model.view.assetOf(SHARED, at(1))).contains(NEW);
        assertThat(model.view.assetOf(SHARED, at(-1))).contains(OLD);
    }

    @Test
    void shouldTakeWhoLeftServiceWithSourceThatAnotherHasByNow() {
        model.accepted(withSource("WT-08", "shared"));

        assertThat(model.accepted(withSource("WT-07", "shared", at(0)))).hasSize(1);
        assertThat(model.view.assetOf(SHARED, at(1))).contains(NEW);
    }

    @Test
    void shouldRefuseToBringWhoLeftServiceBackToSourceThatAnotherHasByNow() {
        model.accepted(withSource("WT-08", "shared"));
        model.accepted(withSource("WT-07", "shared", at(0)));

        assertTaken(withSource("WT-07", "shared"));
        assertTaken(withSource("WT-07", "shared", at(1)));
    }

    private void assertTaken(ModelCommand command) {
        Rejected rejection = model.rejected(command);
        assertThat(rejection.reason()).as(rejection.detail()).isEqualTo(Reason.CONFLICT);
        assertThat(rejection.field()).as(rejection.detail()).isEqualTo("source");
    }

    private static Instant at(int hour) {
        return ModelDriver.START.plus(Duration.ofHours(hour));
    }
}
