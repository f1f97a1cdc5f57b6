package dev.muster.twinservice.promise;

import akka.actor.typed.ActorRef;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.golden.Samples;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandStatus;
import dev.muster.twinservice.command.Owner;
import dev.muster.twinservice.command.rules.CommandSamples;
import dev.muster.twinservice.serialization.JournalEvent;
import dev.muster.twinservice.serialization.NodeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What keepers journal, by the names of its golden files. */
public final class GoldenPromises {
    private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");
    private static final PromiseKey KEY = new PromiseKey(new AssetId("WT-07"), "firmware");
    private static final Principal ANN = new Principal("ann");
    private static final GroupKey NORTH = new GroupKey(new HierarchyId("geography"), new GroupId("north"));
    private static final String COMMAND_KEY = "promise/firmware/0123456789abcdef/1/1772359200000";
    private static final CommandRequest REQUEST = new CommandRequest(
            CommandId.of(KEY.asset(), COMMAND_KEY),
            KEY.asset(),
            COMMAND_KEY,
            new CommandName("install"),
            new Arguments(Map.of("version", Argument.of("2.1.0"))),
            ANN,
            "Desired of group geography|north: firmware = 2.1.0",
            Duration.ofSeconds(30),
            SINCE.plus(Duration.ofDays(1)),
            new Owner(Owner.Kind.PROMISE, "3"));
    private static final Attempt TRIED = new Attempt(1, REQUEST.id(), SINCE, CommandStatus.ACCEPTED, "");

    private GoldenPromises() {}

    public static Samples all(ActorRef<Object> nobody) {
        Samples samples = Samples.in("promise");
        entries().forEach(samples::put);
        return samples.putAll("message-", messages(nobody));
    }

    private static List<NodeMessage> messages(ActorRef<Object> nobody) {
        CommandRecord ended = CommandSamples.commands().records().get(0);
        return List.of(
                new PromiseKeeper.Wake(),
                new PromiseKeeper.Told(ended, nobody.narrow()),
                new PromiseKeeper.Ask(new PromiseQuery(Promise.State.UNKEPT, null, null, null, 100), nobody.narrow()),
                new PromiseKeeper.Ask(
                        new PromiseQuery(
                                Promise.State.KEPT, KEY.asset(), NORTH, PromiseQuery.Position.of(promise()), 1),
                        nobody.narrow()),
                new PromiseKeeper.Noted(true),
                new PromiseKeeper.Answer(List.of(promise())));
    }

    private static Map<String, JournalEvent> entries() {
        Map<String, JournalEvent> entries = new LinkedHashMap<>();
        entries.put(
                "given",
                new PromiseEvent.Given(
                        KEY,
                        "2.1.0",
                        "2.0.0",
                        NORTH,
                        ANN,
                        "Expected '2.1.0' but the device reports '2.0.0'",
                        SINCE,
                        SINCE,
                        41));
        entries.put(
                "given-impossible",
                new PromiseEvent.Given(
                        KEY, "2.1.0", null, null, ANN, "Expected a command but there is none", null, SINCE, 41));
        entries.put("noted", new PromiseEvent.Noted(KEY, "1.9.0", NORTH, ANN, "Expected 2.1.0", SINCE, SINCE, 42));
        entries.put("tried", new PromiseEvent.Tried(KEY, TRIED, REQUEST));
        entries.put(
                "answered",
                new PromiseEvent.Answered(
                        KEY,
                        REQUEST.id(),
                        CommandStatus.FAILED,
                        "flash is full",
                        "Expected '2.1.0' but the command has failed: flash is full",
                        SINCE.plusSeconds(10),
                        SINCE.plusSeconds(2)));
        entries.put("kept", new PromiseEvent.Kept(KEY, "2.1.0", SINCE.plusSeconds(9), 43));
        entries.put(
                "withdrawn",
                new PromiseEvent.Withdrawn(KEY, "Expected '2.1.0' until nobody wanted it", SINCE.plusSeconds(9), 44));
        entries.put("forgotten", new PromiseEvent.Forgotten(KEY));
        entries.put("snapshot", new Promises.Snapshot(44, List.of(promise())));
        return entries;
    }

    /** One with everything that one can have. */
    public static Promise promise() {
        return new Promise(
                KEY.asset(),
                KEY.property(),
                "2.1.0",
                "2.0.0",
                NORTH,
                ANN,
                SINCE,
                Promise.State.UNKEPT,
                "Expected '2.1.0' but the device reports '2.0.0'",
                1,
                List.of(TRIED),
                SINCE.plusSeconds(10),
                REQUEST,
                REQUEST,
                SINCE.plusSeconds(20),
                7);
    }
}
