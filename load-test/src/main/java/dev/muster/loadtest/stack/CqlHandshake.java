package dev.muster.loadtest.stack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * As much of the native protocol (version 4) as it takes to see whether a node answers CQL: STARTUP, then one query.
 * There is no driver on this class path.
 */
final class CqlHandshake {
    private static final int TIMEOUT_MS = 3_000;
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int REQUEST_VERSION = 0x04;
    private static final int RESPONSE_VERSION = 0x84;
    private static final int OPCODE_STARTUP = 0x01;
    private static final int OPCODE_READY = 0x02;
    private static final int OPCODE_QUERY = 0x07;
    private static final int OPCODE_RESULT = 0x08;
    private static final int CONSISTENCY_ONE = 0x0001;

    private CqlHandshake() {}

    /**
     * Asks the node at a port which storage port it has.
     *
     * @return false if there is no answer within seconds, or it comes from a node with another storage port
     */
    static boolean answers(int port, int storagePort) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(LoopbackPorts.address(port), TIMEOUT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            request(out, OPCODE_STARTUP, startup());
            response(in, OPCODE_READY);
            request(out, OPCODE_QUERY, query("SELECT listen_port FROM system.local"));
            byte[] rows = response(in, OPCODE_RESULT);
            // One row with one int: the last four bytes.
            return rows.length > Integer.BYTES
                    && ByteBuffer.wrap(rows).getInt(rows.length - Integer.BYTES) == storagePort;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] startup() {
        byte[] key = "CQL_VERSION".getBytes(StandardCharsets.US_ASCII);
        byte[] value = "3.0.0".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(3 * Short.BYTES + key.length + value.length)
                .putShort((short) 1)
                .putShort((short) key.length)
                .put(key)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    private static byte[] query(String cql) {
        byte[] text = cql.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Integer.BYTES + text.length + Short.BYTES + 1)
                .putInt(text.length)
                .put(text)
                .putShort((short) CONSISTENCY_ONE)
                .put((byte) 0)
                .array();
    }

    private static void request(DataOutputStream out, int opcode, byte[] body) throws IOException {
        out.writeByte(REQUEST_VERSION);
        out.writeByte(0);
        out.writeShort(0);
        out.writeByte(opcode);
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }

    private static byte[] response(DataInputStream in, int expectedOpcode) throws IOException {
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        in.readUnsignedShort();
        int opcode = in.readUnsignedByte();
        int length = in.readInt();
        if (version != RESPONSE_VERSION || opcode != expectedOpcode || length < 0 || length > BODY_BYTES_MAX) {
            throw new IOException(
                    "Expected opcode " + expectedOpcode + ", but got " + opcode + " of version " + version);
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }
}
