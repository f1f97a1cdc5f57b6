package dev.muster.k8s.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.muster.k8s.render.Documents;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a document against the model that Kubernetes, or the operator, has of its kind: a field that the model does not know, and a
 * value of another type, are problems. The models' authors let unknown fields pass, for clusters newer than they; here they must not.
 */
public final class TypedModels {
    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
            Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
            Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class));

    private static final ObjectMapper STRICT = strict();

    private TypedModels() {}

    /** Empty: the document is sound. */
    public static List<String> problems(JsonNode document) {
        String kind = document.path("apiVersion").asText() + " " + Documents.kind(document);
        Class<?> model = MODELS.get(kind);
        List<String> problems = new ArrayList<>();
        if (kind.equals(CassandraDatacenterSchema.KIND)) {
            problems.addAll(CassandraDatacenterSchema.problems(document));
        } else if (model != null) {
            try {
                lost("", document, STRICT.valueToTree(STRICT.treeToValue(document, model)), problems);
            } catch (JsonMappingException e) {
                problems.add(e.getPathReference() + ": " + e.getOriginalMessage());
            } catch (JsonProcessingException e) {
                problems.add(e.getOriginalMessage());
            }
        } else {
            problems.add("Expected a kind that is known here but got " + kind);
        }
        problems.addAll(Values.problems(document));
        return problems.stream()
                .map(problem -> Documents.id(document) + ": " + problem)
                .toList();
    }

    /** Some models take a value that they do not know for none at all: then it is not there when the model is written again. */
    private static void lost(String path, JsonNode document, JsonNode written, List<String> problems) {
        boolean leftOut = document.isContainerNode() ? document.isEmpty() : document.equals(BooleanNode.FALSE);
        if (!leftOut && written.isMissingNode() || document.isValueNode() && written.isNull()) {
            problems.add("Expected a value that the model knows at %s but got %s".formatted(path, document));
        } else if (document.isArray()) {
            for (int i = 0; i < document.size(); i++) {
                lost(path + "/" + i, document.get(i), written.path(i), problems);
            }
        } else {
            document.fields()
                    .forEachRemaining(field -> lost(
                            path + "/" + field.getKey(), field.getValue(), written.path(field.getKey()), problems));
        }
    }

    private static ObjectMapper strict() {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .annotationIntrospector(new NothingIsPreserved())
                .build();
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /** The place where models put what they do not know is not there. */
    private static final class NothingIsPreserved extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
