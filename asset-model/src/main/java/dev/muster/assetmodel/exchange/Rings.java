package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.exchange.WaitingLines.Waiting;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.registry.bucket.References;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Assets of a file that name each other as what they feed or come after, all around: none of their lines can be the first. When
 * all of them can be done if all are there, each is written without the relations that lead to nobody yet, and then as it is.
 */
final class Rings {
    private static final Set<String> RELATIONS = Set.of("feeds", "predecessors");

    private final Map<Long, Waiting> begun = new HashMap<>();

    /** Those of the lines that can be done together, none of them for the second time; mostly none. */
    List<Waiting> of(List<Waiting> stuck, ShadowModel shadow, Instant now) {
        List<Waiting> ring = stuck.stream()
                .filter(waiting -> waiting.line().kind() == EntityLine.Kind.ASSET
                        && RELATIONS.contains(waiting.why().field())
                        && !hasBegun(waiting.line()))
                .toList();
        while (true) {
            ring = closed(ring, shadow);
            ShadowModel trial = shadow.copy();
            trial.assume(assets(ring));
            List<Waiting> possible = ring.stream()
                    .filter(waiting -> !(trial.decide(waiting.line(), now) instanceof Verdict.Refused))
                    .toList();
            if (possible.size() == ring.size()) {
                return ring;
            }
            ring = possible;
        }
    }

    static Set<AssetId> assets(List<Waiting> ring) {
        return ring.stream().map(Rings::asset).collect(Collectors.toSet());
    }

    static AssetId asset(Waiting waiting) {
        return put(waiting.line()).asset();
    }

    /** What to write of the line first; {@link #rest} is due then. */
    EntityLine begin(Waiting waiting, References references) {
        EntityLine line = waiting.line();
        PutAsset put = put(line);
        // Described once, though in two steps: the second one corrects the first, for all of its time.
        Validity validity = put.validity() == null ? new Validity(Validity.BEGINNING, null) : put.validity();
        begun.put(line.number(), new Waiting(with(line, put.details(), validity), waiting.creates(), waiting.why()));
        return with(line, known(put.details(), references), validity);
    }

    boolean hasBegun(EntityLine line) {
        return begun.containsKey(line.number());
    }

    /** All of a line that was begun. */
    Waiting rest(EntityLine line) {
        Waiting rest = begun.get(line.number());
        if (rest == null) {
            throw new IllegalStateException("Expected a line that was begun but got line " + line.number());
        }
        return rest;
    }

    /** Without those who name somebody who is neither there nor among them. */
    private static List<Waiting> closed(List<Waiting> lines, References references) {
        List<Waiting> closed = lines;
        int before;
        do {
            before = closed.size();
            Set<AssetId> among = assets(closed);
            closed = closed.stream()
                    .filter(waiting -> relations(put(waiting.line()).details())
                            .allMatch(other -> among.contains(other) || references.hasAsset(other)))
                    .toList();
        } while (closed.size() < before);
        return closed;
    }

    private static Stream<AssetId> relations(AssetDetails details) {
        return Stream.concat(details.feeds().stream(), details.predecessors().stream());
    }

    private static AssetDetails known(AssetDetails details, References references) {
        Predicate<AssetId> known = references::hasAsset;
        return new AssetDetails(
                details.owner(),
                details.custodian(),
                details.feeds().stream().filter(known).toList(),
                details.predecessors().stream().filter(known).toList());
    }

    private static PutAsset put(EntityLine line) {
        return (PutAsset) line.commands().get(0);
    }

    private static EntityLine with(EntityLine line, AssetDetails details, Validity validity) {
        PutAsset put = put(line);
        List<ModelCommand> commands = new ArrayList<>(line.commands());
        commands.set(
                0,
                new PutAsset(
                        put.asset(),
                        put.name(),
                        put.type(),
                        put.source(),
                        put.limits(),
                        put.attributes(),
                        put.retiredFrom(),
                        put.placements(),
                        details,
                        validity));
        return new EntityLine(line.number(), line.bytes(), commands);
    }
}
