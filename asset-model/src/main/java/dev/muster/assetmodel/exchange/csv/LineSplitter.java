package dev.muster.assetmodel.exchange.csv;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes lines of pieces of a stream. Lines end with LF; a CR before it stays. A mark of UTF-8 at the very beginning is taken
 * off. Of a line that is too long nothing is kept but its number. Not thread-safe.
 */
public final class LineSplitter {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int lineBytesMax;
    private byte[] begun = {};
    private int begunLength;
    private boolean tooLong;
    private boolean anything;
    private long number = 1;

    public LineSplitter(int lineBytesMax) {
        this.lineBytesMax = lineBytesMax;
    }

    /** Hands on every line that ends in {@code piece}. */
    public void take(byte[] piece, Consumer<TextLine> lines) {
        anything |= piece.length > 0;
        int from = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                keep(piece, from, i);
                hand(lines);
                from = i + 1;
            }
        }
        keep(piece, from, piece.length);
    }

    /** Hands on what came behind the last LF, if anything did. */
    public void end(Consumer<TextLine> lines) {
        if (begunLength > 0 || tooLong) {
            hand(lines);
        }
    }

    /** Whether there were any bytes at all. */
    public boolean anything() {
        return anything;
    }

    private void keep(byte[] piece, int from, int to) {
        int length = to - from;
        // The mark at the beginning does not count, nor does a CR before LF: both are gone before anybody counts.
        int most = lineBytesMax + 1 + (number == 1 ? BYTE_ORDER_MARK.length : 0);
        if (tooLong || length > most - begunLength) {
            tooLong = true;
            begunLength = 0;
            return;
        }
        if (begun.length < begunLength + length) {
            begun = Arrays.copyOf(begun, Math.min(most, Math.max(2 * begun.length, begunLength + length)));
        }
        System.arraycopy(piece, from, begun, begunLength, length);
        begunLength += length;
    }

    private void hand(Consumer<TextLine> lines) {
        int from = number == 1 && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
        boolean cr = begunLength > from && begun[begunLength - 1] == '\r';
        boolean over = tooLong || begunLength - from - (cr ? 1 : 0) > lineBytesMax;
        byte[] bytes = over ? new byte[0] : Arrays.copyOfRange(begun, from, begunLength);
        lines.accept(new TextLine(number, bytes, over));
        number++;
        begunLength = 0;
        tooLong = false;
    }

    private boolean startsWithMark() {
        return begunLength >= BYTE_ORDER_MARK.length
                && Arrays.equals(begun, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }
}
