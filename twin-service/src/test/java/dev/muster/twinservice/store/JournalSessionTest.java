package dev.muster.twinservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.auth.PlainTextAuthProviderBase;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.internal.core.auth.PlainTextAuthProvider;
import com.datastax.oss.driver.internal.core.config.typesafe.DefaultDriverConfigLoader;
import com.datastax.oss.driver.internal.core.util.Reflection;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class JournalSessionTest {
    private static final String NAMED = "muster.cassandra { username = ann, password = secret }";

    /** As the driver reads them. */
    @Test
    void shouldGiveTheJournalTheNameAndPassword() {
        DriverExecutionProfile driver = driver(NAMED);

        assertThat(driver.getString(DefaultDriverOption.AUTH_PROVIDER_USER_NAME))
                .isEqualTo("ann");
        assertThat(driver.getString(DefaultDriverOption.AUTH_PROVIDER_PASSWORD)).isEqualTo("secret");
        assertThat(Reflection.loadClass(
                        null,
                        PlainTextAuthProvider.class.getPackageName() + "."
                                + driver.getString(DefaultDriverOption.AUTH_PROVIDER_CLASS)))
                .isAssignableTo(PlainTextAuthProviderBase.class);
    }

    @Test
    void shouldNameNoProviderForAClusterThatAsksForNoPassword() {
        assertThat(driver("").isDefined(DefaultDriverOption.AUTH_PROVIDER_CLASS))
                .isFalse();
    }

    @Test
    void shouldLeaveAnotherProviderToWhoeverNamesIt() {
        DriverExecutionProfile driver =
                driver(NAMED + "\ndatastax-java-driver.advanced.auth-provider { class = com.example.Tickets }");

        assertThat(driver.getString(DefaultDriverOption.AUTH_PROVIDER_CLASS)).isEqualTo("com.example.Tickets");
        assertThat(driver.isDefined(DefaultDriverOption.AUTH_PROVIDER_PASSWORD)).isFalse();
    }

    private static DriverExecutionProfile driver(String file) {
        Config config = ConfigFactory.parseString(file)
                .withFallback(ConfigFactory.load())
                .resolve();
        Config all = JournalSession.keys(StoreSettings.from(config).cluster(), config)
                .withFallback(config);
        return new DefaultDriverConfigLoader(() -> all.getConfig("datastax-java-driver"))
                .getInitialConfig()
                .getDefaultProfile();
    }
}
