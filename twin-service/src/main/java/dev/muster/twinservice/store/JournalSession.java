package dev.muster.twinservice.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/** What {@link StoreSettings} are in the driver's own keys, for the session that the journal opens by itself. */
public final class JournalSession {
    private static final String PROVIDER = "datastax-java-driver.advanced.auth-provider";

    private JournalSession() {}

    /**
     * Name and password, where there are any: a provider without a name would have the driver warn of a cluster that asks for none.
     * Whoever has named another provider in {@code config} knows better.
     */
    public static Config keys(StoreSettings.Cluster cluster, Config config) {
        if (cluster.username().isEmpty() || config.hasPath(PROVIDER + ".class")) {
            return ConfigFactory.empty();
        }
        return ConfigFactory.parseMap(
                Map.of(
                        PROVIDER + ".class",
                        "PlainTextAuthProvider",
                        PROVIDER + ".username",
                        cluster.username(),
                        PROVIDER + ".password",
                        cluster.password()),
                "muster.cassandra");
    }
}
