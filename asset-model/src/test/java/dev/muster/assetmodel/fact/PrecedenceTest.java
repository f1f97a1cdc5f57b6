package dev.muster.assetmodel.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.assetmodel.identity.SystemId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
    private static final SystemId REGISTRY = new SystemId("registry");

    @Test
    void shouldRankSystemsInTheirOrderAndPeopleWhereManualStands() {
        Precedence precedence = new Precedence(List.of(REGISTRY, SystemId.MANUAL));

        assertThat(precedence.rank(REGISTRY)).hasValue(0);
        assertThat(precedence.rank(null)).hasValue(1);
        assertThat(precedence.rank(SystemId.MANUAL)).hasValue(1);
        assertThat(precedence.rank(new SystemId("scada"))).isEmpty();
        assertThat(precedence).hasToString("registry, manual");
    }

    @Test
    void shouldRefuseListWithoutPeopleOrWithSystemTwice() {
        assertThatThrownBy(() -> new Precedence(List.of(REGISTRY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected manual, which stands for people, among the source systems but got [registry]");
        assertThatThrownBy(() -> new Precedence(List.of(SystemId.MANUAL, REGISTRY, REGISTRY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected each source system once but got");
    }
}
