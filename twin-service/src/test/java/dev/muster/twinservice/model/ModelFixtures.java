package dev.muster.twinservice.model;

import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.DefineType;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What the tests of the model's shells share: configuration as shipped, a type, commands. */
final class ModelFixtures {
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);
    static final Author TESTER = Author.of(new Principal("tester"));
    static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    static final AssetType WIND_TURBINE = new AssetType(
            new TypeId("wind-turbine"),
            "Wind turbine",
            Duration.ofSeconds(30),
            List.of(Signal.atIntervals(
                    new SignalName("power"),
                    "MW",
                    SignalKind.GAUGE,
                    SignConvention.GENERATION,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(7),
                    new Range(-1, 10),
                    true)));

    private ModelFixtures() {}

    /** The journal in memory; serialization and settings as the service has them. */
    static Config config() {
        Config service = ConfigFactory.parseResources("application.conf");
        return ConfigFactory.parseString("akka.loglevel = WARNING")
                .withFallback(EventSourcedBehaviorTestKit.config())
                .withFallback(service.withOnlyPath("akka.serialization.jackson"))
                .withFallback(service.withOnlyPath("akka.actor.serialization-bindings"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }

    static DefineType defineType() {
        return new DefineType(WIND_TURBINE);
    }

    static CreateHierarchy createHierarchy(String name) {
        return new CreateHierarchy(GEOGRAPHY, name);
    }

    static PutAsset putAsset(String id) {
        return new PutAsset(
                new AssetId(id), id, WIND_TURBINE.id(), null, Map.of(), Map.of(), null, List.<Placement>of());
    }
}
