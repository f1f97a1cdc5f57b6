package dev.muster.twinservice.model;

import static dev.muster.twinservice.model.ModelFixtures.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.fact.GroupDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.memory.InMemoryModelView;
import dev.muster.twinservice.model.ModelFeed.FollowedChangelog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed on the consumer that the Kafka client ships for tests. */
class ModelFeedTest {
    private static final TopicPartition PARTITION = new TopicPartition("model", 0);
    private static final byte @Nullable [] TOMBSTONE = null;
    private static final Recorded RECORDED = new Recorded(START.minusSeconds(60), ModelFixtures.TESTER.principal());
    private static final ModelSettings.Feed SETTINGS =
            new ModelSettings.Feed(Duration.ofMillis(500), Duration.ofMillis(10), 100);

    private final InMemoryModelView view = new InMemoryModelView();
    private final ConcurrentLinkedQueue<Consumer<byte[], byte[]>> made = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> outdated = new LinkedBlockingQueue<>();
    private final MockConsumer<byte[], byte[]> consumer = consumer();
    private ModelFeed feed;

    @BeforeEach
    void startFeed() {
        made.add(consumer);
        feed = ModelFeed.start(
                new FollowedChangelog(PARTITION, this::nextConsumer, outdated::add, Runnable::run),
                view,
                ModelFixtures.CLOCK,
                SETTINGS);
    }

    @AfterEach
    void stopFeed() {
        feed.close();
    }

    @Test
    void shouldBeCaughtUpOnceAllThatWasThereIsApplied() throws Exception {
        CompletionStage<Long> caughtUp = feed.caughtUp();
        publish(0, hierarchy("One", 1));
        publish(1, GoldenModel.typeDocument());

        end(2);

        assertThat(await(caughtUp)).isEqualTo(1);
        assertThat(view.position()).isEqualTo(1);
        assertThat(view.hierarchyName(ModelFixtures.GEOGRAPHY)).contains("One");
    }

    @Test
    void shouldBeCaughtUpWithAnEmptyChangelog() throws Exception {
        end(0);

        assertThat(await(feed.caughtUp())).isEqualTo(-1);
    }

    @Test
    void shouldWaitForWhatIsThereAtTheCall() throws Exception {
        end(0);
        await(feed.caughtUp());
        end(1);
        CompletionStage<Long> caughtUp = feed.caughtUp();
        publish(0, hierarchy("One", 1));

        assertThat(await(caughtUp)).isZero();
        assertThat(view.position()).isZero();
    }

    @Test
    void shouldFailWhenTheViewStaysBehind() throws Exception {
        end(0);
        await(feed.caughtUp());
        end(5);

        assertThatThrownBy(() -> await(feed.caughtUp())).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void shouldPassOverWhatItCannotReadAndCountIt() throws Exception {
        publish(0, "rubbish".getBytes(UTF_8));
        publish(1, TOMBSTONE);
        publish(2, hierarchy("One", 1));
        publish(3, "{\"v\":2}".getBytes(UTF_8));
        end(4);

        await(feed.caughtUp());

        assertThat(feed.unreadable()).isEqualTo(3);
        assertThat(view.position()).isEqualTo(3);
        assertThat(view.hierarchyName(ModelFixtures.GEOGRAPHY)).contains("One");
    }

    @Test
    void shouldReadOnBehindTheLastChangeAfterAnError() throws Exception {
        // given
        publish(0, hierarchy("One", 1));
        end(1);
        await(feed.caughtUp());
        MockConsumer<byte[], byte[]> second = consumer();
        made.add(second);

        // when
        consumer.setPollException(new KafkaException("The broker is away"));

        // then
        second.schedulePollTask(() -> {
            assertThat(second.position(PARTITION)).isEqualTo(1);
            second.addRecord(changed(1, DocumentCodec.encode(hierarchy("Two", 2))));
        });
        assertThat(view.reached(1, Duration.ofSeconds(5)).toCompletableFuture().get())
                .isTrue();
        assertThat(view.hierarchyName(ModelFixtures.GEOGRAPHY)).contains("Two");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldShowWhatFollowsOnceItHasReadAllThereWas() throws Exception {
        // given two records, of which the first has come
        CountDownLatch between = new CountDownLatch(1);
        end(2);
        publish(0, hierarchy("One", 1));
        consumer.schedulePollTask(between::countDown);
        assertThat(between.await(5, TimeUnit.SECONDS)).isTrue();

        // then
        assertThat(view.position()).isEqualTo(-1);
        assertThat(view.hierarchyName(ModelFixtures.GEOGRAPHY)).isEmpty();

        // when
        publish(1, hierarchy("Two", 2));

        // then
        assertThat(await(feed.caughtUp())).isEqualTo(1);
        assertThat(view.position()).isEqualTo(1);
        assertThat(view.hierarchyName(ModelFixtures.GEOGRAPHY)).contains("Two");
    }

    @Test
    void shouldTellWhichDocumentCameAfterNewerOne() throws Exception {
        publish(0, hierarchy("Two", 2));
        publish(1, hierarchy("One", 1));
        end(2);

        assertThat(outdated.poll(5, TimeUnit.SECONDS)).isEqualTo("hierarchy/geography");
        await(feed.caughtUp());
        assertThat(view.hierarchyName(ModelFixtures.GEOGRAPHY)).contains("Two");
    }

    @Test
    void shouldMoveTheViewsTimeOn() throws Exception {
        // given a group that began before the clock's time, but after it was recorded
        GroupKey north = new GroupKey(ModelFixtures.GEOGRAPHY, new GroupId("north"));
        end(2);
        publish(0, hierarchy("One", 1));
        publish(
                1,
                EventApplier.apply(
                        null,
                        new ModelEvent.GroupPlaced(
                                north,
                                new GroupDefinition("North", GroupKey.ROOT),
                                Validity.from(START.minusSeconds(1)),
                                RECORDED)));

        await(feed.caughtUp());

        assertThat(view.roster(north)).isPresent();
    }

    private Consumer<byte[], byte[]> nextConsumer() {
        Consumer<byte[], byte[]> next = made.poll();
        if (next == null) {
            throw new KafkaException("Expected no further consumer");
        }
        return next;
    }

    private void publish(long offset, Document document) {
        publish(offset, DocumentCodec.encode(document));
    }

    private void publish(long offset, byte @Nullable [] value) {
        consumer.schedulePollTask(() -> consumer.addRecord(changed(offset, value)));
    }

    /** How long the changelog is, whether the consumer has got that far or not. */
    private void end(long offset) {
        consumer.updateEndOffsets(Map.of(PARTITION, offset));
    }

    private static long await(CompletionStage<Long> stage) throws Exception {
        return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.NONE);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 1_000L));
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> changed(long offset, byte @Nullable [] value) {
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "key".getBytes(UTF_8), value);
    }

    private static Document hierarchy(String name, int revision) {
        ModelEvent event = new ModelEvent.HierarchyNamed(
                ModelFixtures.GEOGRAPHY, name, Validity.from(Validity.BEGINNING), RECORDED);
        HierarchyDocument named = (HierarchyDocument) EventApplier.apply(null, event);
        return new HierarchyDocument(named.id(), revision, named.name());
    }
}
