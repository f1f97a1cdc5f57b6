package dev.muster.assetmodel.exchange.csv;

/**
 * A line as it came.
 *
 * @param number from 1
 * @param bytes without the end of the line; none when it is too long
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of every line of a large file would be waste.
public record TextLine(long number, byte[] bytes, boolean tooLong) {
    /** Whether there is anything but blanks. */
    public boolean blank() {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return !tooLong;
    }
}
