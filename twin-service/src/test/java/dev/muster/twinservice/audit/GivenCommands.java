package dev.muster.twinservice.audit;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records of commands as twins make them. */
final class GivenCommands {
    private GivenCommands() {}

    /** Accepted, and nothing more so far. */
    static CommandRecord accepted(AssetId asset, String key, Principal by, Instant at) {
        return new CommandRecord(
                new CommandRequest(
                        CommandId.of(asset, key),
                        asset,
                        key,
                        new CommandName("setPower"),
                        new Arguments(Map.of("megawatts", Argument.of(2.5))),
                        by,
                        "Wind läßt nach",
                        Duration.ofSeconds(30),
                        at.plusSeconds(600),
                        null),
                null,
                null,
                null,
                List.of(new Transition(CommandStatus.ACCEPTED, at, "", false)));
    }

    /**
     * All that becomes of one that is queued, released, answered before its place on the topic is known, and answered
     * again.
     */
    static List<CommandRecord> life(CommandRecord accepted) {
        Instant at = accepted.acceptedAt().plusSeconds(60);
        CommandRecord.Release release = new CommandRecord.Release(new SourceId("device"), 3L, at, at.plusSeconds(30));
        CommandRecord.Position position = new CommandRecord.Position(1, 2, at.plusMillis(3));
        CommandRecord released = new CommandRecord(accepted.request(), null, release, null, accepted.transitions());
        CommandRecord acknowledged = with(released, CommandStatus.ACKNOWLEDGED, at.plusMillis(5), false);
        CommandRecord sent = new CommandRecord(accepted.request(), null, release, position, acknowledged.transitions());
        CommandRecord expired = with(sent, CommandStatus.EXPIRED, at.plusSeconds(30), false);
        CommandRecord late = with(expired, CommandStatus.SUCCEEDED, at.plusSeconds(31), true);
        return List.of(accepted, released, acknowledged, sent, expired, late);
    }

    private static CommandRecord with(CommandRecord known, CommandStatus status, Instant at, boolean late) {
        List<Transition> longer = new ArrayList<>(known.transitions());
        longer.add(new Transition(status, at, "", late));
        return new CommandRecord(known.request(), known.refusal(), known.released(), known.sent(), longer);
    }
}
