package dev.muster.assetmodel.view.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.rule.Condition;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.type.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RelationsTest {
    private final Map<AssetId, List<AssetId>> feeds = new HashMap<>();
    private final Map<AssetId, Place> places = new HashMap<>();
    private final List<AssetId> asked = new ArrayList<>();
    private final Relations relations = new Relations(type -> null, new Relations.Related() {
        @Override
        public List<AssetId> feeds(AssetId asset) {
            asked.add(asset);
            return feeds.getOrDefault(asset, List.of());
        }

        @Override
        public @Nullable Place place(AssetId asset) {
            asked.add(asset);
            return places.get(asset);
        }
    });

    @Test
    void shouldFollowWhoFeedsWhomAtAnyDistance() {
        feed("a", "b", "c");
        feed("b", "d");
        relations.ask(List.of(fedBy("a"), fedBy("d")), ids("a", "b", "c", "d", "e"));

        assertThat(relations.fedBy(id("a"))).containsExactlyInAnyOrder(id("b"), id("c"), id("d"));
        assertThat(relations.fedBy(id("d"))).isEmpty();
    }

    @Test
    void shouldComeToAnEndInCycles() {
        feed("a", "b");
        feed("b", "c");
        feed("c", "b");
        relations.ask(List.of(fedBy("a"), fedBy("b")), ids("a", "b", "c"));

        assertThat(relations.fedBy(id("a"))).containsExactlyInAnyOrder(id("b"), id("c"));
        assertThat(relations.fedBy(id("b"))).containsExactlyInAnyOrder(id("b"), id("c"));
    }

    @Test
    void shouldNameThoseWhomAChangeConcerns() {
        feed("a", "b");
        feed("b", "c");
        feed("x", "y");
        relations.ask(List.of(fedBy("a")), ids("a", "b", "c", "d", "x", "y"));

        feed("b", "d");
        assertThat(relations.feedAnew(ids("b"))).containsExactlyInAnyOrder(id("c"), id("d"));
        assertThat(relations.fedBy(id("a"))).containsExactlyInAnyOrder(id("b"), id("d"));

        feed("x", "c");
        assertThat(relations.feedAnew(ids("x"))).isEmpty();
        assertThat(relations.feedAnew(ids("b", "x"))).isEmpty();

        feed("d", "x");
        assertThat(relations.feedAnew(ids("d"))).containsExactlyInAnyOrder(id("x"), id("c"));

        feed("a");
        assertThat(relations.feedAnew(ids("a"))).containsExactlyInAnyOrder(id("b"), id("c"), id("d"), id("x"));
    }

    @Test
    void shouldLookAtNobodyElseWhenOneChanges() {
        feed("a", "b");
        relations.ask(List.of(fedBy("a"), near("a")), ids("a", "b", "c", "d"));
        asked.clear();

        assertThat(relations.feedAnew(ids("c"))).isEmpty();
        assertThat(relations.placeAnew(ids("c"))).isEmpty();

        assertThat(asked).containsExactly(id("c"));
    }

    @Test
    void shouldKeepNothingThatNobodyAsksAbout() {
        feed("a", "b");
        relations.ask(List.of(fedBy("a")), ids("a", "b"));
        relations.ask(List.of(near("a")), ids("a", "b"));
        assertThat(relations.fedBy(id("a"))).isEmpty();
        asked.clear();

        assertThat(relations.feedAnew(ids("a", "b"))).isEmpty();
        assertThat(asked).isEmpty();

        // What changed meanwhile is known when somebody asks again.
        feed("a", "c");
        relations.ask(List.of(fedBy("a")), ids("a", "b", "c"));
        assertThat(relations.fedBy(id("a"))).containsExactly(id("c"));
    }

    @Test
    void shouldTellWhoMovedThatOthersAreToBeNearTo() {
        places.put(id("a"), new Place(1, 2));
        relations.ask(List.of(near("a"), near("b")), ids("a", "b", "c"));
        assertThat(relations.place(id("a"))).isEqualTo(new Place(1, 2));

        places.put(id("a"), new Place(3, 4));
        places.put(id("c"), new Place(5, 6));
        assertThat(relations.placeAnew(ids("a", "b", "c"))).containsExactly(id("a"));
        assertThat(relations.placeAnew(ids("a", "b", "c"))).isEmpty();
        assertThat(relations.place(id("a"))).isEqualTo(new Place(3, 4));

        places.remove(id("a"));
        places.put(id("b"), new Place(7, 8));
        assertThat(relations.placeAnew(ids("a", "b"))).containsExactlyInAnyOrder(id("a"), id("b"));
        assertThat(relations.place(id("a"))).isNull();
    }

    private void feed(String feeder, String... fed) {
        feeds.put(id(feeder), Stream.of(fed).map(AssetId::new).toList());
    }

    private static RuleGroup fedBy(String feeder) {
        return new RuleGroup("rule", List.of(new Condition.FedBy(id(feeder))));
    }

    private static RuleGroup near(String centre) {
        return new RuleGroup("rule", List.of(new Condition.Near(id(centre), 1)));
    }

    private static Set<AssetId> ids(String... ids) {
        return Set.copyOf(Stream.of(ids).map(AssetId::new).toList());
    }

    private static AssetId id(String id) {
        return new AssetId(id);
    }
}
