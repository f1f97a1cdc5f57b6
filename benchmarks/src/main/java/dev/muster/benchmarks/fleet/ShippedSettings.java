package dev.muster.benchmarks.fleet;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The configuration as it is shipped, so that what is measured is what runs. */
public final class ShippedSettings {
    private ShippedSettings() {}

    public static Config read() {
        return ConfigFactory.defaultReference();
    }
}
