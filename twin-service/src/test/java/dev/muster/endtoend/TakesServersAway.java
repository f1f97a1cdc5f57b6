package dev.muster.endtoend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Takes a server of {@link SharedStack} away for a while, and gives it back; runs alone. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(value = SharedStack.LOCK, mode = ResourceAccessMode.READ_WRITE)
@interface TakesServersAway {}
