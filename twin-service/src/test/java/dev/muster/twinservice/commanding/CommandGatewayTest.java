package dev.muster.twinservice.commanding;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.control.Argument;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.control.Violation;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.alarm.Alarm;
import dev.muster.twinservice.command.CommandEvent;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.CommandSettings;
import dev.muster.twinservice.command.Commanding;
import dev.muster.twinservice.command.Commands;
import dev.muster.twinservice.command.Owner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandGatewayTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final AssetId ASSET = CommandedFleet.TURBINE;
    private static final Principal ANNA = new Principal("anna");

    private final FakeTwins twins = new FakeTwins();
    private final FakeStores stores = new FakeStores();
    private final CommandGateway gateway = new CommandGateway(
            CommandedFleet.view(),
            twins,
            stores,
            stores,
            CommandSettings.from(ConfigFactory.defaultReference()),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldSetTheAlarmBeforeItAsksTheTwin() throws Exception {
        stores.alarmSet = new CompletableFuture<>();

        CompletionStage<Commanding.Reply> reply = gateway.give(request("key").build());

        assertThat(stores.alarms).containsExactly(alarm(NOW.plusSeconds(10 + 30)));
        assertThat(twins.given).isEmpty();
        stores.alarmSet.complete(true);
        assertThat(get(reply)).isInstanceOf(Commanding.Known.class);
        assertThat(twins.given).containsExactly(request("key").build());
        assertThat(twins.misfits).isEmpty();
        assertThat(twins.until).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void shouldAskNobodyWhenTheAlarmCannotBeSet() {
        stores.alarmSet = CompletableFuture.failedFuture(new IOException("Expected a store"));

        assertThat(gateway.give(request("key").build())).isCompletedExceptionally();
        assertThat(twins.given).isEmpty();
    }

    @Test
    void shouldSetASecondAlarmForTheEndOfPatience() throws Exception {
        get(gateway.give(request("key").queueUntil(NOW.plusSeconds(41)).build()));
        assertThat(stores.alarms).containsExactly(alarm(NOW.plusSeconds(40)), alarm(NOW.plusSeconds(41)));

        stores.alarms.clear();
        get(gateway.give(request("other").queueUntil(NOW.plusSeconds(40)).build()));
        assertThat(stores.alarms).containsExactly(alarm(NOW.plusSeconds(40)));
    }

    @Test
    void shouldKnowNoStrangers() throws Exception {
        AssetId stranger = new AssetId("stranger");
        Commanding.Reply unknown = new Commanding.Unknown("asset", "stranger");

        assertThat(get(gateway.give(request("key").asset(stranger).build()))).isEqualTo(unknown);
        assertThat(get(gateway.find(stranger, new CommandId("id")))).isEqualTo(unknown);
        assertThat(get(gateway.cancel(stranger, new CommandId("id"), ANNA))).isEqualTo(unknown);
        assertThat(twins.asked).isZero();
    }

    @Test
    void shouldNameTheFieldThatDoesNotFit() throws Exception {
        assertThat(violation(request("key").megawatts(99)).field()).isEqualTo("arguments.megawatts");
        assertThat(violation(request("key").command("explode")).field()).isEqualTo("command");
        assertThat(violation(request("key").command("explode")).detail())
                .isEqualTo("Expected one of setPower, stop but got 'explode'");
        assertThat(violation(request("key").timeout(Duration.ofMillis(999))).field())
                .isEqualTo("timeout");
        assertThat(violation(request("key").timeout(Duration.ofMillis(300_001))).field())
                .isEqualTo("timeout");
        assertThat(violation(request("key").queueUntil(NOW)).field()).isEqualTo("queueUntil");
        assertThat(violation(request("key")
                                .queueUntil(NOW.plus(Duration.ofDays(7)).plusMillis(1)))
                        .field())
                .isEqualTo("queueUntil");
        assertThat(violation(request("key").reason("x".repeat(501))).field()).isEqualTo("reason");
        assertThat(violation(request("k".repeat(129))).field()).isEqualTo("key");
        assertThat(violation(request("a\nb")).field()).isEqualTo("key");
        assertThat(violation(request("")).field()).isEqualTo("key");
        assertThat(twins.given).isEmpty();
        assertThat(stores.alarms).isEmpty();
    }

    @Test
    void shouldTakeWhatIsJustWithinTheLimits() throws Exception {
        for (Request request : List.of(
                request("k".repeat(128)),
                request("key").timeout(Duration.ofSeconds(1)),
                request("key").timeout(Duration.ofMinutes(5)),
                request("key").queueUntil(NOW.plusMillis(1)),
                request("key").queueUntil(NOW.plus(Duration.ofDays(7))),
                request("key").reason("x".repeat(500)),
                request("key").megawatts(3))) {
            assertThat(get(gateway.give(request.build()))).isInstanceOf(Commanding.Known.class);
        }
    }

    @Test
    void shouldTellWhatBecameOfWhatFittedWhenItWasGivenFirst() throws Exception {
        CommandRequest over = request("key").queueUntil(NOW.minusSeconds(1)).build();
        stores.known = record(over);

        assertThat(get(gateway.give(over))).isEqualTo(new Commanding.Known(record(over), true));
        assertThat(get(gateway.give(request("key")
                        .queueUntil(NOW.minusSeconds(1))
                        .megawatts(1)
                        .build())))
                .isInstanceOf(Commanding.Invalid.class);
    }

    @Test
    void shouldLetMembersOfGroupsRefuseWhatTheirTypeDoesNotTake() throws Exception {
        Owner group = new Owner(Owner.Kind.GROUP, "g");

        get(gateway.give(request("key").command("explode").owner(group).build()));
        get(gateway.give(request("other").megawatts(99).owner(group).build()));

        assertThat(twins.given).hasSize(2);
        assertThat(twins.misfits.get(0)).isEqualTo("command: Expected one of setPower, stop but got 'explode'");
        assertThat(twins.misfits.get(1)).startsWith("arguments.megawatts: Expected a number");
        assertThat(get(gateway.give(
                        request("key").timeout(Duration.ofDays(1)).owner(group).build())))
                .isInstanceOf(Commanding.Invalid.class);
        assertThat(get(gateway.give(request("key")
                        .megawatts(99)
                        .owner(new Owner(Owner.Kind.SET_POINT, "h|g"))
                        .build())))
                .isInstanceOf(Commanding.Invalid.class);
    }

    @Test
    void shouldFindInTheAuditWhatTheTwinForgot() throws Exception {
        CommandRecord old = record(request("key").build());
        stores.known = old;

        assertThat(get(gateway.find(ASSET, old.id()))).isEqualTo(new Commanding.Known(old, true));
        assertThat(get(gateway.cancel(ASSET, old.id(), ANNA)))
                .isInstanceOfSatisfying(Commanding.Conflict.class, conflict -> assertThat(conflict.field())
                        .isEqualTo("status"));
        stores.known = null;
        assertThat(get(gateway.find(ASSET, old.id())))
                .isEqualTo(new Commanding.Unknown("command", old.id().value()));
        assertThat(get(gateway.cancel(ASSET, old.id(), ANNA))).isInstanceOf(Commanding.Unknown.class);
    }

    private Violation violation(Request request) throws Exception {
        Commanding.Reply reply = get(gateway.give(request.build()));
        assertThat(reply).isInstanceOf(Commanding.Invalid.class);
        return ((Commanding.Invalid) reply).violations().get(0);
    }

    private static Alarm alarm(Instant due) {
        return new Alarm(Alarm.Kind.TWIN, ASSET.value(), due);
    }

    static CommandRecord record(CommandRequest request) {
        return Commands.NONE
                .apply(new CommandEvent.Accepted(request, NOW))
                .records()
                .get(0);
    }

    private static <T> T get(CompletionStage<T> stage) throws ExecutionException, InterruptedException {
        assertThat(stage.toCompletableFuture()).isCompleted();
        return stage.toCompletableFuture().get();
    }

    private static Request request(String key) {
        return new Request(ASSET, key, "setPower", 2, "", Duration.ofSeconds(30), null, null);
    }

    /** A request in the making. */
    private record Request(
            AssetId asset,
            String key,
            String command,
            double megawatts,
            String reason,
            Duration timeout,
            @Nullable Instant queueUntil,
            @Nullable Owner owner) {
        Request asset(AssetId other) {
            return new Request(other, key, command, megawatts, reason, timeout, queueUntil, owner);
        }

        Request command(String other) {
            return new Request(asset, key, other, megawatts, reason, timeout, queueUntil, owner);
        }

        Request megawatts(double other) {
            return new Request(asset, key, command, other, reason, timeout, queueUntil, owner);
        }

        Request reason(String other) {
            return new Request(asset, key, command, megawatts, other, timeout, queueUntil, owner);
        }

        Request timeout(Duration other) {
            return new Request(asset, key, command, megawatts, reason, other, queueUntil, owner);
        }

        Request queueUntil(Instant other) {
            return new Request(asset, key, command, megawatts, reason, timeout, other, owner);
        }

        Request owner(Owner other) {
            return new Request(asset, key, command, megawatts, reason, timeout, queueUntil, other);
        }

        CommandRequest build() {
            return new CommandRequest(
                    CommandId.of(asset, key),
                    asset,
                    key,
                    new CommandName(command),
                    new Arguments(Map.of("megawatts", Argument.of(megawatts))),
                    ANNA,
                    reason,
                    timeout,
                    queueUntil,
                    owner);
        }
    }
}
