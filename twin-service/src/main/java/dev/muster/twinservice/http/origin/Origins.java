package dev.muster.twinservice.http.origin;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a browser sends a request on behalf of a page that is not ours: any site that somebody looks at could otherwise have
 * their browser, which may well reach Muster, command a wind farm. Programs are not browsers and send neither header.
 *
 * <p>By {@code Sec-Fetch-Site} where the browser sends it (Fetch Metadata), else by {@code Origin} (RFC 6454), which must then name
 * the host of the request: a proxy has to hand on {@code Host} as it is.
 */
public final class Origins {
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private Origins() {}

    /** Who sends it, when that is somebody else's page. */
    public static Optional<String> foreign(HttpRequest request) {
        Optional<String> site = header(request, "Sec-Fetch-Site").map(text -> text.toLowerCase(Locale.ROOT));
        Optional<String> origin = header(request, "Origin");
        if (site.isPresent()) {
            return site.filter(text -> !OURS.contains(text)).map(text -> origin.orElse(text));
        }
        return origin.filter(
                text -> !authority(text).equals(header(request, "Host").map(Origins::lower)));
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(new URI(origin).getRawAuthority()).map(Origins::lower);
        } catch (URISyntaxException e) {
            // "null" of a sandbox, or rubbish: nobody's.
            return Optional.empty();
        }
    }

    private static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }
}
