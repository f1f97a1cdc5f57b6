package dev.muster.loadtest.client;

/**
 * Muster's answer to a write of the model.
 *
 * @param position the changelog position that holds it
 * @param changed whether it made a difference; repeating a write does not
 * @param visible whether reads of the answering node show it already
 */
public record WriteReply(long position, boolean changed, boolean visible) {}
