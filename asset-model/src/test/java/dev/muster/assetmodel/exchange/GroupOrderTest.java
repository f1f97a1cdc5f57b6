package dev.muster.assetmodel.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.assetmodel.exchange.GroupOrder.Version;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.GroupKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GroupOrderTest {
    @Test
    void shouldPutParentsBeforeChildrenHoweverTheyCome() {
        List<Version> tree = new ArrayList<>();
        for (int i = 1; i < 200; i++) {
            tree.add(version("g" + i, "g" + i / 3, 0, null));
        }
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(tree, new Random(seed));

            List<Version> ordered = GroupOrder.of(tree, Function.identity());

            assertThat(ordered).containsExactlyInAnyOrderElementsOf(tree);
            assertThat(ordered).allSatisfy(version -> assertThat(
                            ordered.stream().map(Version::group).toList().indexOf(version.parent()))
                    .isLessThan(ordered.indexOf(version)));
        }
    }

    @Test
    void shouldPutEverythingThatIsSaidOfParentBeforeItsChildren() {
        Version child = version("c", "p", 0, null);
        Version first = version("p", "root", 0, 1);
        Version second = version("p", "root", 2, 3);

        assertThat(GroupOrder.of(List.of(first, child, second), Function.identity()))
                .containsExactly(first, second, child);
    }

    @Test
    void shouldOrderGroupsThatHaveChangedPlacesAndWhatHangsBelowThem() {
        Version above = version("a", "root", 0, 1);
        Version below = version("b", "a", 0, 1);
        Version nowAbove = version("b", "root", 1, null);
        Version nowBelow = version("a", "b", 1, 5);
        Version behind = version("c", "a", 7, null);

        List<Version> ordered = GroupOrder.of(List.of(behind, nowBelow, below, nowAbove, above), Function.identity());

        assertThat(ordered).hasSize(5).startsWith(nowAbove).endsWith(behind);
    }

    @Test
    void shouldCloseParentBeforeAnybodyIsPutWhereItIsClosed() {
        Version a = version("a", "root", 0, 9);
        Version b = version("b", "root", 20, null);
        Version closing = version("b", "a", 1, 3);
        Version inTheGap = version("a", "b", 9, 30);

        assertThat(GroupOrder.of(List.of(inTheGap, closing, a, b), Function.identity()))
                .containsExactly(a, b, closing, inTheGap);
    }

    @Test
    void shouldLeaveNobodyOutWhoWaitsForHimself() {
        Version self = version("a", "a", 0, null);
        Version x = version("x", "y", 0, null);
        Version y = version("y", "x", 0, null);

        assertThat(GroupOrder.of(List.of(self, x, y), Function.identity())).containsExactlyInAnyOrder(self, x, y);
    }

    private static Version version(String group, String parent, int from, Integer to) {
        return new Version(
                GroupKey.parse("h|" + group),
                GroupKey.parse("h|" + parent),
                new Validity(Instant.ofEpochSecond(from), to == null ? null : Instant.ofEpochSecond(to)));
    }
}
