package dev.muster.twinservice.promise;

import dev.muster.twinservice.command.Commanding;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What a keeper needs of others.
 *
 * @param lookers on whose threads the model is looked at: that can take long
 */
public record PromisePorts(Sights sights, Commanding commanding, PromiseStream stream, Executor lookers, Clock clock) {}
