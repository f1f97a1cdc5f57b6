package dev.muster.ingest.deadline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ingest.deadline.simulation.SimulatedTwins.Connectivity;
import dev.muster.ingest.deadline.simulation.SimulatedTwins.Twin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** One history out of one seed: whatever happens in it, nobody is found offline who was not, and everyone who was. */
final class History {
    final SplittableRandom random;
    final Story story;
    final Agenda agenda;
    final SimulatedBroker broker;
    final SimulatedModel model;
    final SimulatedTwins twins;
    final GroundTruth truth;
    final SimulatedGroup group;
    final List<SimulatedNode> nodes = new ArrayList<>();

    /** How often each kind of trouble really was. */
    final Map<Story.Kind, Integer> happened = new EnumMap<>(Story.Kind.class);

    private final boolean tracing;
    private final List<String> trace = new ArrayList<>();

    /** @param tracing whether to keep what was said: slow */
    History(long seed, boolean tracing) {
        this.tracing = tracing;
        SplittableRandom seeded = new SplittableRandom(seed);
        story = new Story(seeded.split());
        random = seeded.split();
        agenda = new Agenda(seeded.split());
        broker = new SimulatedBroker(this);
        model = new SimulatedModel(this);
        twins = new SimulatedTwins(this);
        truth = new GroundTruth(this);
        group = new SimulatedGroup(this);
        for (int index = 0; index < story.nodes; index++) {
            nodes.add(new SimulatedNode(this, index));
        }
    }

    /** To the end; throws {@link AssertionError} as soon as something is not as it should be. */
    void play() {
        remember();
        story.outages.forEach(outage -> say(() -> "story: " + outage));
        story.troubles.forEach(trouble -> agenda.at(trouble.span().from(), () -> begin(trouble)));
        for (SourcePlan source : story.sources) {
            new SimulatedDevice(this, source).start();
        }
        nodes.forEach(SimulatedNode::start);
        agenda.at(0, group::rebalance);
        agenda.runUntil(story.end);
        story.sources.forEach(this::checkEnd);
    }

    /** What was received and stored before. */
    private void remember() {
        story.sources.stream()
                .filter(source -> source.heardBefore < 0)
                .sorted(Comparator.comparingLong(source -> source.heardBefore))
                .forEach(source -> {
                    broker.append(source, source.heardBefore, source.heardBefore + source.clockSkew);
                    twins.store(source, source.heardBefore);
                    twins.observe(source, source.heardBefore);
                    twins.sleep(source);
                });
        group.commitAll();
    }

    private void begin(Story.Trouble trouble) {
        say(() -> "trouble: " + trouble);
        happened.merge(trouble.kind(), 1, Integer::sum);
        switch (trouble.kind()) {
            case KILL -> {
                SimulatedNode node = nodes.get(trouble.what());
                group.kill(node);
                // Some twins were on that node.
                story.sources.stream().filter(any -> random.nextBoolean()).forEach(twins::sleep);
                agenda.at(trouble.span().to(), () -> group.restart(node));
            }
            case STALL -> group.stall(nodes.get(trouble.what()), trouble.span().to());
            case MOVE -> group.move(trouble.what());
            case TWIN_AWAY -> agenda.at(trouble.span().to(), () -> twins.sleep(story.sources.get(trouble.what())));
            default -> {
                // Whom it concerns asks for it.
            }
        }
    }

    boolean isTroubled(Story.Kind kind, int what) {
        for (Story.Trouble trouble : story.troubles) {
            if (trouble.kind() == kind
                    && trouble.what() == what
                    && trouble.span().contains(agenda.now())) {
                return true;
            }
        }
        return false;
    }

    private void checkEnd(SourcePlan source) {
        Twin twin = twins.of(source);
        if (source.isHealthy()) {
            assertThat(twin.wentOffline())
                    .as("how often %s went offline, though it was never silent", source.id)
                    .isZero();
        }
        if (truth.lastArrival(source, story.end - 1_000) > story.end - source.offlineAfterMin) {
            assertThat(twin.connectivity()).as("%s, which reports", source.id).isEqualTo(Connectivity.ONLINE);
        } else if (source.isSilentForGood()
                && truth.wasReceived(source)
                && model.termsOf(source.id).isPresent()) {
            assertThat(twin.connectivity())
                    .as("%s, silent since %d", source.id, truth.lastArrival(source))
                    .isEqualTo(Connectivity.OFFLINE);
        }
    }

    void say(Supplier<String> what) {
        if (tracing) {
            trace.add("%7d %s".formatted(agenda.now(), what.get()));
        }
    }

    List<String> trace() {
        return trace;
    }
}
