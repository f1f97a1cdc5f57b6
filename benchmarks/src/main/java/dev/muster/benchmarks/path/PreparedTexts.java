package dev.muster.benchmarks.path;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinitions;
import com.datastax.oss.driver.internal.core.cql.DefaultPreparedStatement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prepares statements as Cassandra would: it knows the types of all that the service binds in the tables of samples. */
final class PreparedTexts {
    private static final Pattern VARIABLE = Pattern.compile(":([a-z_]+)");
    private static final DataType REGISTER = DataTypes.tupleOf(
            DataTypes.BIGINT, DataTypes.BIGINT, DataTypes.TIMESTAMP, DataTypes.TINYINT, DataTypes.DOUBLE);
    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("bucket", DataTypes.INT),
            Map.entry("hour", DataTypes.INT),
            Map.entry("asset", DataTypes.TEXT),
            Map.entry("measured_at", DataTypes.TIMESTAMP),
            Map.entry("source", DataTypes.TEXT),
            Map.entry("sequence", DataTypes.BIGINT),
            Map.entry("arrival", DataTypes.tupleOf(DataTypes.BIGINT, DataTypes.BLOB)),
            Map.entry("registers", DataTypes.mapOf(DataTypes.TEXT, REGISTER)),
            Map.entry("last_seen", DataTypes.TIMESTAMP),
            Map.entry("cell_time", DataTypes.BIGINT),
            Map.entry("ttl", DataTypes.INT));

    private PreparedTexts() {}

    static PreparedStatement prepared(String query) {
        List<ColumnDefinition> variables = new ArrayList<>();
        for (Matcher found = VARIABLE.matcher(query); found.find(); ) {
            DataType type = TYPES.get(found.group(1));
            if (type == null) {
                throw new IllegalArgumentException("Expected a known variable but got " + found.group());
            }
            variables.add(new Variable(CqlIdentifier.fromCql(found.group(1)), type));
        }
        ByteBuffer id = ByteBuffer.allocate(16);
        return new DefaultPreparedStatement(
                id,
                query,
                DefaultColumnDefinitions.valueOf(variables),
                List.of(),
                id,
                DefaultColumnDefinitions.valueOf(List.of()),
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                true,
                null,
                null,
                0,
                null,
                null,
                false,
                AttachmentPoint.NONE.getCodecRegistry(),
                AttachmentPoint.NONE.getProtocolVersion());
    }

    private record Variable(CqlIdentifier getName, DataType getType) implements ColumnDefinition {
        @Override
        public CqlIdentifier getKeyspace() {
            return CqlIdentifier.fromCql("muster");
        }

        @Override
        public CqlIdentifier getTable() {
            return CqlIdentifier.fromCql("samples");
        }

        @Override
        public boolean isDetached() {
            return true;
        }

        @Override
        public void attach(AttachmentPoint point) {
            throw new UnsupportedOperationException("Expected to stay detached but got " + point);
        }
    }
}
