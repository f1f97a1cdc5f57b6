package dev.muster.twinservice.watermark;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.ModelOfTests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One turbine with a gateway as its source. */
final class TurbineModel {
    static final AssetId TURBINE = new AssetId("WT-07");
    static final SourceId SOURCE = new SourceId("gateway-1");
    static final int PARTITIONS = 4;

    private final ModelOfTests model = new ModelOfTests(Instant.parse("2030-06-01T12:00:00Z"));

    TurbineModel() {
        TypeId wind = new TypeId("wind");
        Signal power = Signal.atIntervals(
                new SignalName("power"),
                "MW",
                SignalKind.GAUGE,
                SignConvention.GENERATION,
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                null,
                true);
        model.execute(new ModelCommand.DefineType(new AssetType(wind, "Wind", Duration.ofSeconds(30), List.of(power))));
        model.execute(new ModelCommand.PutAsset(TURBINE, "Turbine", wind, SOURCE, Map.of(), Map.of(), null, List.of()));
    }

    ModelView view() {
        return model.view;
    }
}
