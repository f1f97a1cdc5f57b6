package dev.muster.twinservice.cluster;

import akka.actor.typed.ActorSystem;
import akka.discovery.Discovery;
import akka.discovery.Lookup;
import akka.discovery.ServiceDiscovery;
import akka.discovery.ServiceDiscovery.ResolvedTarget;
import com.typesafe.config.Config;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks the peers, wherever they are found, what cluster they are in. Akka's own bootstrap does so too, but tells nobody; this is for
 * who waits, and for who has joined the wrong one. Thread-safe.
 */
final class Peers {
    private static final Duration FIND_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);
    private static final String PATH = "/bootstrap/seed-nodes";
    private static final int OK = 200;

    private final ServiceDiscovery discovery;
    private final Lookup lookup;
    private final int portByDefault;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ASK_TIMEOUT).build();

    private Peers(ServiceDiscovery discovery, Lookup lookup, int portByDefault) {
        this.discovery = discovery;
        this.lookup = lookup;
        this.portByDefault = portByDefault;
    }

    static Peers of(ActorSystem<?> system, ClusterSettings settings) {
        Config bootstrap =
                system.settings().config().getConfig("akka.management.cluster.bootstrap.contact-point-discovery");
        Lookup byName = Lookup.create(AkkaCluster.SERVICE).withProtocol("tcp");
        return new Peers(
                Discovery.get(system).loadServiceDiscovery(bootstrap.getString("discovery-method")),
                settings.formation() == Formation.KUBERNETES
                        ? byName.withPortName(settings.kubernetes().portName())
                        : byName,
                settings.management().port());
    }

    /** Of those that answer, this node among them. */
    CompletionStage<List<PeerAnswer>> ask() {
        return discovery.lookup(lookup, FIND_TIMEOUT).thenCompose(found -> {
            List<CompletableFuture<Optional<PeerAnswer>>> answers =
                    found.getAddresses().stream().map(this::ask).toList();
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(all -> answers.stream()
                            .map(CompletableFuture::join)
                            .flatMap(Optional::stream)
                            .toList());
        });
    }

    private CompletableFuture<Optional<PeerAnswer>> ask(ResolvedTarget peer) {
        int port = peer.getPort().map(Integer.class::cast).orElse(portByDefault);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + new HostPort(peer.host(), port) + PATH))
                .timeout(ASK_TIMEOUT)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response ->
                        response.statusCode() == OK ? PeerAnswer.parse(response.body()) : Optional.<PeerAnswer>empty())
                .exceptionally(away -> Optional.empty());
    }
}
