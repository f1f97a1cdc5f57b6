package dev.muster.twinservice.command.kafka;

import static dev.muster.twinservice.command.kafka.Given.AT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.control.DeviceCommand;
import dev.muster.twinservice.command.CommandRecord.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommandFinderTest {
    private static final Duration SLACK = Given.SETTINGS.finding().slack();

    private final FakeTopic topic = new FakeTopic();
    private final CommandFinder finder = topic.finder(Given.SETTINGS.finding());

    @Test
    void shouldTellWhereItStandsAndWhatIsNotThere() {
        DeviceCommand there = Given.command("gateway-1", "there");
        topic.add(Given.command("gateway-1", "before"), AT.minusSeconds(1));
        topic.add(there, AT.plusSeconds(2));
        topic.add(Given.command("gateway-1", "after"), AT.plusSeconds(3));

        CompletableFuture<Optional<Position>> found = find(there);
        CompletableFuture<Optional<Position>> absent = find(Given.command("gateway-1", "absent"));
        CompletableFuture<Optional<Position>> emptyPartition = find(elsewhere(there));
        assertThat(found).isNotDone();
        topic.runTimers();

        assertThat(found).isCompletedWithValue(Optional.of(new Position(Given.partition(there), 1, AT.plusSeconds(2))));
        assertThat(absent).isCompletedWithValue(Optional.empty());
        assertThat(emptyPartition).isCompletedWithValue(Optional.empty());
    }

    @Test
    void shouldServeAllWhoAskMeanwhileWithOneSearch() {
        List<DeviceCommand> commands = IntStream.range(0, 200)
                .mapToObj(i -> Given.command("gateway-" + i, "k" + i))
                .toList();
        commands.stream().filter(command -> commands.indexOf(command) % 2 == 0).forEach(c -> topic.add(c, AT));

        List<CompletableFuture<Optional<Position>>> found =
                commands.stream().map(this::find).toList();
        topic.runTimers();

        assertThat(topic.searches).isOne();
        for (int i = 0; i < found.size(); i++) {
            boolean isThere = i % 2 == 0;
            assertThat(found.get(i)).isCompletedWithValueMatching(position -> position.isPresent() == isThere);
        }
    }

    @Test
    void shouldServeWhoAsksDuringSearchWithNextOne() {
        DeviceCommand first = Given.command("gateway-1", "first");
        DeviceCommand second = Given.command("gateway-1", "second");
        topic.add(first, AT);
        List<CompletableFuture<Optional<Position>>> later = new ArrayList<>();
        topic.onPoll = () -> {
            topic.onPoll = () -> {};
            topic.add(second, AT.plusSeconds(1));
            later.add(find(second));
        };

        CompletableFuture<Optional<Position>> found = find(first);
        topic.runTimers();

        assertThat(found).isCompletedWithValueMatching(Optional::isPresent);
        assertThat(later.get(0)).isCompletedWithValueMatching(Optional::isPresent);
        assertThat(topic.searches).isEqualTo(2);
    }

    @Test
    void shouldAnswerAllWhoAskForTheSame() {
        DeviceCommand command = Given.command("gateway-1", "k");
        topic.add(command, AT);

        CompletableFuture<?> one = find(command);
        CompletableFuture<?> other = find(command);
        topic.runTimers();

        assertThat(one.join()).isEqualTo(other.join());
    }

    /** The clock of the broker may be behind that of the node that released it. */
    @Test
    void shouldReadFromReleaseOnAndSlackBefore() {
        DeviceCommand command = Given.command("gateway-1", "k");
        TopicPartition partition = new TopicPartition("commands", Given.partition(command));
        topic.add(Given.command("gateway-1", "long-ago"), AT.minus(SLACK).minusMillis(1));
        topic.add(command, AT.minus(SLACK));

        CompletableFuture<Optional<Position>> found = find(command);
        topic.runTimers();

        assertThat(found).isCompletedWithValueMatching(Optional::isPresent);
        assertThat(topic.sought).containsEntry(partition, 1L);
        assertThat(finder.find(command.id(), Given.partition(command), Instant.EPOCH))
                .isNotNull();
        topic.runTimers();
        assertThat(topic.sought).containsEntry(partition, 0L);
    }

    @Test
    void shouldPassOverWhatOthersWroteThere() {
        DeviceCommand command = Given.command("gateway-1", "k");
        topic.add(Given.partition(command), "", "garbage".getBytes(UTF_8), AT);
        topic.add(Given.partition(command), "another", new byte[0], AT);
        topic.add(command, AT);

        CompletableFuture<Optional<Position>> found = find(command);
        topic.runTimers();

        assertThat(found)
                .isCompletedWithValueMatching(position -> position.orElseThrow().offset() == 2);
    }

    /** "Not there" must never be said by somebody who could not look. */
    @Test
    void shouldFailAndNotSayAbsentWhileKafkaIsAwayAndFindAfterwards() {
        DeviceCommand command = Given.command("gateway-1", "k");
        topic.add(command, AT);
        topic.away = true;

        CompletableFuture<?> failed = find(command);
        topic.runTimers();
        assertThat(failed).isCompletedExceptionally();

        topic.away = false;
        CompletableFuture<Optional<Position>> found = find(command);
        topic.runTimers();
        assertThat(found).isCompletedWithValueMatching(Optional::isPresent);
    }

    @Test
    void shouldFailWhoIsLeftWhenSearchTakesTooLong() {
        DeviceCommand early = Given.command("gateway-1", "early");
        DeviceCommand late = Given.command("gateway-1", "late");
        topic.add(early, AT);
        topic.add(Given.command("gateway-1", "between"), AT);
        topic.add(late, AT);
        topic.onPoll = () -> topic.clock = Clock.fixed(AT.plusSeconds(31), ZoneOffset.UTC);

        CompletableFuture<Optional<Position>> found = find(early);
        CompletableFuture<Optional<Position>> failed = find(late);
        topic.runTimers();

        assertThat(found).isCompletedWithValueMatching(Optional::isPresent);
        assertThat(failed)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("Expected to have read the topic within PT30S");
    }

    @Test
    void shouldLetSoManyWaitAndNotOneMore() {
        int max = Given.SETTINGS.finding().pendingMax();
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 0; i < max; i++) {
            waiting.add(find(Given.command("gateway-1", "k" + i)));
        }

        CompletableFuture<?> oneMore = find(Given.command("gateway-1", "more"));

        assertThat(oneMore).isCompletedExceptionally();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(topic.timers()).isOne();
        topic.runTimers();
        assertThat(waiting).allMatch(one -> !one.isCompletedExceptionally());
        assertThat(topic.searches).isOne();
    }

    @Test
    void shouldFailWhoWaitsWhenClosed() {
        CompletableFuture<?> waiting = find(Given.command("gateway-1", "k"));

        finder.close();

        assertThat(waiting).isCompletedExceptionally();
        assertThat(find(Given.command("gateway-1", "k"))).isCompletedExceptionally();
    }

    private CompletableFuture<Optional<Position>> find(DeviceCommand command) {
        return finder.find(command.id(), Given.partition(command), AT).toCompletableFuture();
    }

    private static DeviceCommand elsewhere(DeviceCommand than) {
        return IntStream.range(0, 100)
                .mapToObj(i -> Given.command("gateway-1" + i, "k"))
                .filter(command -> Given.partition(command) != Given.partition(than))
                .findFirst()
                .orElseThrow();
    }
}
