package dev.muster.benchmarks.path;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.PrepareRequest;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metrics.Metrics;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A session that lets statements be prepared and bound by the driver's own code, and answers each at once without sending it. */
public final class UnsentStatements implements CqlSession {
    private static final CompletionStage<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

    /** Of all that a session knows, statements ask for the codecs alone, when they are prepared. */
    private static final DriverContext CODECS = (DriverContext) Proxy.newProxyInstance(
            DriverContext.class.getClassLoader(), new Class<?>[] {DriverContext.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("getCodecRegistry")) {
                    return CodecRegistry.DEFAULT;
                }
                throw noCluster();
            });

    private long rows;
    /** Kept, so that nobody can find out that what was bound is not needed. */
    private @Nullable Request last;

    @Override
    @SuppressWarnings("unchecked") // What callers ask for: a stage, unless it is to prepare a statement.
    public <RequestT extends Request, ResultT> ResultT execute(RequestT request, GenericType<ResultT> resultType) {
        if (request instanceof PrepareRequest prepare) {
            return (ResultT) PreparedTexts.prepared(prepare.getQuery());
        }
        last = request;
        rows += request instanceof BatchStatement batch ? batch.size() : 1;
        return (ResultT) DONE;
    }

    /** How many statements were executed, each of a batch by itself. */
    public long rows() {
        return rows;
    }

    /** What was executed last. */
    public Optional<Request> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public String getName() {
        return "unsent";
    }

    @Override
    public Metadata getMetadata() {
        throw noCluster();
    }

    @Override
    public boolean isSchemaMetadataEnabled() {
        return false;
    }

    @Override
    public CompletionStage<Metadata> setSchemaMetadataEnabled(@Nullable Boolean newValue) {
        throw noCluster();
    }

    @Override
    public CompletionStage<Metadata> refreshSchemaAsync() {
        throw noCluster();
    }

    @Override
    public CompletionStage<Boolean> checkSchemaAgreementAsync() {
        throw noCluster();
    }

    @Override
    public DriverContext getContext() {
        return CODECS;
    }

    @Override
    public Optional<CqlIdentifier> getKeyspace() {
        return Optional.empty();
    }

    @Override
    public Optional<Metrics> getMetrics() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> closeFuture() {
        throw noCluster();
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        throw noCluster();
    }

    @Override
    public CompletionStage<Void> forceCloseAsync() {
        throw noCluster();
    }

    private static UnsupportedOperationException noCluster() {
        return new UnsupportedOperationException("Expected nothing but statements but there is no cluster");
    }
}
