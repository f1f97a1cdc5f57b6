package dev.muster.twinservice.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.OptionsMap;
import com.datastax.oss.driver.api.core.config.TypedDriverOption;
import com.typesafe.config.ConfigFactory;
import dev.muster.endtoend.SharedStack;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * The Cassandra that tests run against: that of the stack which all integration tests share. It begins empty with each run, so
 * nobody cleans up.
 */
public final class TestCassandra {
    private TestCassandra() {}

    public static String contactPoint() {
        return SharedStack.get().cassandraContactPoint();
    }

    /** Defaults, at this Cassandra, in a keyspace named for the test class. */
    public static StoreSettings settings(Class<?> test) {
        return settings(test, contactPoint());
    }

    static StoreSettings settings(Class<?> test, String contactPoint) {
        return StoreSettings.from(
                ConfigFactory.parseString("muster.cassandra { contact-points = [\"%s\"], keyspace = %s }"
                                .formatted(contactPoint, keyspace(test)))
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
    }

    public static String keyspace(Class<?> test) {
        return "test_" + test.getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** A session without a keyspace, as the schema is made with. */
    public static CqlSession session() {
        OptionsMap options = Connecting.options(settings(TestCassandra.class));
        options.put(TypedDriverOption.METADATA_SCHEMA_ENABLED, false);
        int colon = contactPoint().lastIndexOf(':');
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        contactPoint().substring(0, colon),
                        Integer.parseInt(contactPoint().substring(colon + 1))))
                .withConfigLoader(DriverConfigLoader.fromMap(options))
                .build();
    }
}
