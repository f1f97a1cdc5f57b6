package dev.muster.twinservice.command.rules;

import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of everything about commands that a twin stores or sends, with every field filled where it can be. */
public final class CommandSamples {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final AssetId ASSET = new AssetId("WT-07");
    private static final SourceId SOURCE = new SourceId("gw-07");
    private static final CommandRequest FULL =
            request("key-1", AT.plusSeconds(600), new Owner(Owner.Kind.GROUP, "abc"));
    private static final CommandRequest PLAIN = request("key-2", null, null);
    private static final CommandRecord.Release RELEASE =
            new CommandRecord.Release(SOURCE, 7L, AT.plusSeconds(1), AT.plusSeconds(31));
    private static final CommandRecord.Position POSITION = new CommandRecord.Position(3, 42, AT.plusSeconds(2));

    private CommandSamples() {}

    private static CommandRequest request(String key, @Nullable Instant queueUntil, @Nullable Owner owner) {
        return new CommandRequest(
                CommandId.of(ASSET, key),
                ASSET,
                key,
                new CommandName("setPower"),
                new Arguments(Map.of(
                        "megawatts", Argument.of(2.5),
                        "mode", Argument.of("soft"),
                        "now", new Argument.Flag(true))),
                new Principal("anna"),
                "grid is full",
                Duration.ofSeconds(30),
                queueUntil,
                owner);
    }

    public static List<CommandEvent> events() {
        return List.of(
                new CommandEvent.Accepted(FULL, AT),
                new CommandEvent.Accepted(PLAIN, AT),
                new CommandEvent.Refused(
                        FULL, new Refusal(Refusal.Reason.OFFLINE, "Expected 1 but got 2", AT), AT.plusSeconds(1)),
                new CommandEvent.Refused(
                        PLAIN, new Refusal(Refusal.Reason.NEVER_REPORTED, "Expected 1 but got 2", null), AT),
                new CommandEvent.Released(FULL.id(), RELEASE),
                new CommandEvent.Released(FULL.id(), new CommandRecord.Release(SOURCE, null, AT, AT.plusSeconds(31))),
                new CommandEvent.Sent(FULL.id(), POSITION),
                new CommandEvent.Answered(
                        FULL.id(), DeviceAck.Answer.SUCCEEDED, "done", AT.plusSeconds(3), AT.plusSeconds(2)),
                new CommandEvent.Expired(FULL.id(), "Expected 1 but got 2", AT),
                new CommandEvent.Cancelled(FULL.id(), new Principal("anna"), "Taken back by anna", AT),
                new CommandEvent.Told(FULL.id(), 3),
                new CommandEvent.Recalled(ended()));
    }

    /** Sent, succeeded, and failed afterwards. */
    private static CommandRecord ended() {
        return commands().records().get(0);
    }

    public static Commands commands() {
        return Commands.NONE.applyAll(List.of(
                new CommandEvent.Accepted(FULL, AT),
                new CommandEvent.Released(FULL.id(), RELEASE),
                new CommandEvent.Sent(FULL.id(), POSITION),
                new CommandEvent.Answered(FULL.id(), DeviceAck.Answer.SUCCEEDED, "", AT.plusSeconds(3), AT),
                new CommandEvent.Answered(FULL.id(), DeviceAck.Answer.FAILED, "no", AT.plusSeconds(4), AT),
                new CommandEvent.Told(FULL.id(), 4),
                new CommandEvent.Refused(PLAIN, new Refusal(Refusal.Reason.RETIRED, "Expected 1 but got 2", AT), AT)));
    }

    public static List<CommandInput.Asked> asked() {
        return List.of(
                new CommandInput.Give(FULL, null, AT),
                new CommandInput.Give(PLAIN, "Expected 1 but got 2", AT),
                new CommandInput.Find(FULL.id()),
                new CommandInput.Cancel(FULL.id(), new Principal("anna")),
                new CommandInput.DeviceAnswered(
                        new DeviceAck(FULL.id(), ASSET, SOURCE, 7, DeviceAck.Answer.REFUSED, "no", AT),
                        AT.plusSeconds(1)),
                new CommandInput.AnswersRead(SOURCE, AT),
                new CommandInput.Wake());
    }

    public static List<CommandAnswer> answers() {
        return List.of(
                new CommandAnswer.Known(ended(), true),
                new CommandAnswer.NotKnown(),
                new CommandAnswer.Conflicting("key", "Expected 1 but got 2", ended()),
                new CommandAnswer.TooMany("Expected 1 but got 2", Duration.ofMillis(1_500)),
                new CommandAnswer.NotNow("Expected 1 but got 2"),
                new CommandAnswer.Taken(),
                new CommandAnswer.NotYours("Expected 1 but got 2", true),
                new CommandAnswer.Settled());
    }
}
