package dev.muster.twinservice.exchange;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.exchange.ReadLine;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.SignConvention;
import dev.muster.assetmodel.type.Signal;
import dev.muster.assetmodel.type.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file whose lines are known: a piece holds as many as it has bytes, and each line counts {@value #BYTES} bytes. */
final class ListedLines implements LineReader {
    static final int BYTES = 100;
    static final HierarchyId GEOGRAPHY = new HierarchyId("geography");
    static final TypeId TYPE = new TypeId("turbine");

    private final List<List<ModelCommand>> lines = new ArrayList<>();
    private int next;

    ListedLines(ModelCommand... each) {
        for (ModelCommand one : each) {
            lines.add(List.of(one));
        }
    }

    ListedLines and(ModelCommand... together) {
        lines.add(List.of(together));
        return this;
    }

    /** The same file, to be sent once more. */
    ListedLines again() {
        ListedLines again = new ListedLines();
        again.lines.addAll(lines);
        return again;
    }

    byte[] all() {
        return new byte[lines.size()];
    }

    @Override
    public void take(byte[] piece, Consumer<ReadLine> to) {
        for (int i = 0; i < piece.length; i++) {
            to.accept(new ReadLine.Sound(new EntityLine(next + 1, BYTES, lines.get(next))));
            next++;
        }
    }

    @Override
    public void end(Consumer<ReadLine> to) {}

    static ModelCommand type() {
        return new ModelCommand.DefineType(new AssetType(
                TYPE,
                "Turbine",
                Duration.ofSeconds(30),
                List.of(Signal.atIntervals(
                        new SignalName("power"),
                        "MW",
                        SignalKind.GAUGE,
                        SignConvention.GENERATION,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(7),
                        null,
                        true))));
    }

    static ModelCommand hierarchy() {
        return new ModelCommand.CreateHierarchy(GEOGRAPHY, "Geography");
    }

    static ModelCommand group(String id, @Nullable String parent) {
        return new ModelCommand.PutGroup(
                new GroupKey(GEOGRAPHY, new GroupId(id)), id, parent == null ? null : new GroupId(parent), null);
    }

    static ModelCommand feeding(String id, String fed) {
        return new ModelCommand.PutAsset(
                new AssetId(id),
                id,
                TYPE,
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                new AssetDetails(null, null, List.of(new AssetId(fed)), List.of()),
                null);
    }

    static ModelCommand asset(String id, @Nullable String group) {
        return asset(id, id, null, group);
    }

    static ModelCommand asset(String id, String source, @Nullable Instant retiredFrom, @Nullable String group) {
        return new ModelCommand.PutAsset(
                new AssetId(id),
                id,
                TYPE,
                new SourceId(source),
                Map.of(),
                Map.of(),
                retiredFrom,
                group == null ? List.of() : List.of(Placement.now(GEOGRAPHY, new GroupId(group))));
    }
}
