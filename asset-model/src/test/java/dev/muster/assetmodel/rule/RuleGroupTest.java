package dev.muster.assetmodel.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.rule.Condition.Attribute;
import dev.muster.assetmodel.rule.Condition.End;
import dev.muster.assetmodel.rule.Condition.Limit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleGroupTest {
    private static final SignalName POWER = new SignalName("power");

    static List<Condition> conditions() {
        return List.of(
                new Condition.OfType(new TypeId("battery")),
                new Attribute("island", null, null, null),
                new Attribute("island", "yes", null, null),
                new Attribute("storeys", null, 1.5, null),
                new Attribute("storeys", "2", 1.5, 3.0),
                new Limit(POWER, End.MIN, null, null),
                new Limit(POWER, End.MAX, 50.0, null),
                new Limit(POWER, End.MAX, null, 50.0),
                new Condition.OwnedBy("Northern Power"),
                new Condition.HeldBy("Grid Services"),
                new Condition.FedBy(new AssetId("SUB-3")),
                new Condition.Near(new AssetId("WT-07"), 2.5));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void shouldTravelAsWritten(Condition condition) {
        Timeline<RuleGroup> rules = Timeline.<RuleGroup>empty()
                .with(
                        new RuleGroup("Rule", List.of(condition)),
                        Validity.from(Instant.EPOCH),
                        new Recorded(Instant.EPOCH, new Principal("ada")));
        RuleGroupDocument document = new RuleGroupDocument(new GroupId("rule"), 1, rules);

        byte[] bytes = DocumentCodec.encode(document);

        assertThat(DocumentCodec.decode(bytes)).as(new String(bytes, UTF_8)).isEqualTo(document);
    }

    @Test
    void shouldAskForACondition() {
        assertThatThrownBy(() -> new RuleGroup("Everybody", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected at least one condition in 'all' but got none");
    }
}
