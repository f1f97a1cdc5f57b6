package dev.muster.compatibility;

import akka.actor.typed.ActorRef;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What samples are made of, to any depth: the classes that are there, and those that their fields declare. */
final class Parts {
    private final Set<Class<?>> there = new LinkedHashSet<>();
    private final Set<Class<?>> declared = new LinkedHashSet<>();

    static Parts of(Collection<?> samples) {
        Parts parts = new Parts();
        samples.forEach(parts::visit);
        return parts;
    }

    /** Which of the kinds that a field could hold no sample has in that place or another. */
    List<Class<?>> kindsWithoutSample() {
        return declared.stream()
                .flatMap(Parts::leaves)
                .distinct()
                .filter(leaf -> !leaf.isEnum() && !leaf.isInterface() && !there.contains(leaf))
                .toList();
    }

    /** Enums that are stored or sent. */
    List<Class<?>> enums() {
        return declared.stream()
                .flatMap(Parts::leaves)
                .filter(Class::isEnum)
                .distinct()
                .toList();
    }

    private void visit(@Nullable Object value) {
        if (value instanceof Collection<?> many) {
            many.forEach(this::visit);
        } else if (value instanceof Object[] many) {
            Stream.of(many).forEach(this::visit);
        } else if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(this::visit);
            map.values().forEach(this::visit);
        } else if (value != null && isOurs(value.getClass()) && !(value instanceof Enum<?>)) {
            there.add(value.getClass());
            Stream.of(value.getClass().getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .forEach(field -> {
                        declare(field.getGenericType());
                        visit(valueOf(value, field));
                    });
        }
    }

    private void declare(Type type) {
        if (type instanceof Class<?> plain && isOurs(plain)) {
            declared.add(plain);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() != ActorRef.class) {
            Stream.of(generic.getActualTypeArguments()).forEach(this::declare);
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.muster.");
    }

    private static @Nullable Object valueOf(Object part, Field field) {
        try {
            field.setAccessible(true);
            return field.get(part);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Expected to read %s of %s".formatted(field, part), e);
        }
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(Parts::leaves) : Stream.of(type);
    }
}
