package dev.muster.twinservice.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where somebody listens; an IPv6 host without its brackets. */
public record HostPort(String host, int port) {
    private static final Pattern TEXT = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:\\[\\]/]+)):(\\d{1,5})");

    /** {@code host:port}, {@code [ipv6]:port}; {@link IllegalArgumentException} names {@code key}. */
    static HostPort parse(String key, String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Expected each of %s to be host:port but got '%s'".formatted(key, text));
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return new HostPort(host, Integer.parseInt(parts.group(3)));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
