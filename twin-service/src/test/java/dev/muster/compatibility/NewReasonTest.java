package dev.muster.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.group.GroupMessage;
import dev.muster.aggregation.group.GroupReply;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.golden.GoldenFile;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Totals flow between nodes of two builds all the time: a reason that one of them does not know must not stop them. */
class NewReasonTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("NewReasonTest", Catalogue.config());
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(ACTORS.system()));

    @AfterAll
    static void stopActors() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void shouldCountAllWhoAreMissingForReasonsOfNewerBuilds() {
        // given
        GoldenFile golden = golden("aggregation/TakePartial");
        JsonNode partial = golden.tree();
        ObjectNode missing = (ObjectNode) partial.at("/partial/signals/power/missing");
        missing.put("recovering", 1).put("ofANewerBuild", 2).put("another", 30);

        // when
        GroupMessage.TakePartial read =
                (GroupMessage.TakePartial) golden.with(partial).read(SERIALIZATION);

        // then
        SignalPartial power = Objects.requireNonNull(read.partial().signals().get(new SignalName("power")));
        assertThat(power.missing()).isEqualTo(Map.of(MissingReason.STALE_SIGNAL, 1, MissingReason.RECOVERING, 33));
        assertThat(power.expected()).isEqualTo(19 + 34);
    }

    @Test
    void shouldListWhoIsMissingForReasonOfNewerBuild() {
        GoldenFile golden = golden("aggregation/MissingPart");
        JsonNode part = golden.tree();
        ((ObjectNode) part.at("/members/0")).put("reason", "ofANewerBuild");

        GroupReply.MissingPart read = (GroupReply.MissingPart) golden.with(part).read(SERIALIZATION);

        assertThat(read.members().get(0).reason()).isEqualTo(MissingReason.RECOVERING);
    }

    private static GoldenFile golden(String file) {
        Object sample = Objects.requireNonNull(Catalogue.samples(ACTORS).get(file));
        return GoldenFile.of(file, GoldenFile.written(SERIALIZATION, sample));
    }
}
