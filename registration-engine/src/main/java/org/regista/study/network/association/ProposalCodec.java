package org.regista.study.network.association;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.regista.io.dicom.instance.FileMeta;

/** The variable part of A-ASSOCIATE-RQ and -AC (PS3.8 9.3.2, 9.3.3, annex D; PS3.7 annex D). */
final class ProposalCodec {

  private static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";
  private static final int AET_LENGTH = 16;
  private static final int RESERVED = 32;

  private static final int APPLICATION = 0x10;
  private static final int CONTEXT_PROPOSED = 0x20;
  private static final int CONTEXT_ANSWERED = 0x21;
  private static final int ABSTRACT_SYNTAX = 0x30;
  private static final int TRANSFER_SYNTAX = 0x40;
  private static final int USER_INFORMATION = 0x50;
  private static final int LONGEST_PDU = 0x51;
  private static final int IMPLEMENTATION_UID = 0x52;
  private static final int ROLE = 0x54;
  private static final int IMPLEMENTATION_VERSION = 0x55;

  private ProposalCodec() {}

  static byte[] encode(Proposal proposal, boolean answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(1); // protocol version
    out.writeShort(0);
    out.write(padded(proposal.calledAet()));
    out.write(padded(proposal.callingAet()));
    out.write(new byte[RESERVED]);
    item(out, APPLICATION, ascii(APPLICATION_CONTEXT));
    for (PresentationContext context : proposal.contexts()) {
      item(out, answer ? CONTEXT_ANSWERED : CONTEXT_PROPOSED, context(context, answer));
    }
    item(out, USER_INFORMATION, userInformation(proposal, answer));
    return bytes.toByteArray();
  }

  private static byte[] context(PresentationContext context, boolean answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) context.id(), 0, (byte) context.result(), 0});
    if (!answer) {
      item(out, ABSTRACT_SYNTAX, ascii(context.abstractSyntax()));
    }
    for (String syntax : context.transferSyntaxes()) {
      item(out, TRANSFER_SYNTAX, ascii(syntax));
    }
    return bytes.toByteArray();
  }

  private static byte[] userInformation(Proposal proposal, boolean answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    item(out, LONGEST_PDU, ByteBuffer.allocate(4).putInt((int) proposal.longestPdu()).array());
    item(out, IMPLEMENTATION_UID, ascii(FileMeta.IMPLEMENTATION_CLASS));
    for (String sopClass : proposal.receivable().stream().sorted().toList()) {
      ByteArrayOutputStream role = new ByteArrayOutputStream();
      DataOutputStream value = new DataOutputStream(role);
      value.writeShort(sopClass.length());
      value.write(ascii(sopClass));
      value.write(new byte[] {(byte) (answer ? 1 : 0), 1}); // receives, does not send
      item(out, ROLE, role.toByteArray());
    }
    item(out, IMPLEMENTATION_VERSION, ascii(FileMeta.IMPLEMENTATION_NAME));
    return bytes.toByteArray();
  }

  private static void item(DataOutputStream out, int type, byte[] value) throws IOException {
    out.writeByte(type);
    out.writeByte(0);
    out.writeShort(value.length);
    out.write(value);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] padded(String aet) {
    return ascii("%-16s".formatted(aet).substring(0, AET_LENGTH));
  }

  static Proposal decode(byte[] body) throws PeerException {
    try {
      ByteBuffer in = ByteBuffer.wrap(body);
      in.position(4);
      String calledAet = text(in, AET_LENGTH);
      String callingAet = text(in, AET_LENGTH);
      in.position(in.position() + RESERVED);
      List<PresentationContext> contexts = new ArrayList<>();
      Set<String> receivable = new HashSet<>();
      long longestPdu = 0;
      while (in.hasRemaining()) {
        int type = in.get() & 0xff;
        ByteBuffer value = value(in);
        switch (type) {
          case CONTEXT_PROPOSED, CONTEXT_ANSWERED -> contexts.add(context(value));
          case USER_INFORMATION -> longestPdu = userInformation(value, receivable);
          default -> {} // the application context, and items of later editions
        }
      }
      return new Proposal(calledAet, callingAet, contexts, receivable, longestPdu);
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new PeerException("the peer sent a damaged request or answer for an association", e);
    }
  }

  /** What follows the type of an item: a reserved byte, a length, and so many bytes. */
  private static ByteBuffer value(ByteBuffer in) {
    in.get();
    int length = in.getShort() & 0xffff;
    ByteBuffer value = in.slice(in.position(), length);
    in.position(in.position() + length);
    return value;
  }

  private static PresentationContext context(ByteBuffer in) {
    int id = in.get() & 0xff;
    in.get();
    int result = in.get() & 0xff;
    in.get();
    String abstractSyntax = "";
    List<String> transferSyntaxes = new ArrayList<>();
    while (in.hasRemaining()) {
      int type = in.get() & 0xff;
      ByteBuffer value = value(in);
      if (type == ABSTRACT_SYNTAX) {
        abstractSyntax = text(value, value.remaining());
      } else if (type == TRANSFER_SYNTAX) {
        transferSyntaxes.add(text(value, value.remaining()));
      }
    }
    return new PresentationContext(id, abstractSyntax, transferSyntaxes, result);
  }

  /** The longest PDU; SOP classes whose objects may come back are added. */
  private static long userInformation(ByteBuffer in, Set<String> receivable) {
    long longestPdu = 0;
    while (in.hasRemaining()) {
      int type = in.get() & 0xff;
      ByteBuffer value = value(in);
      if (type == LONGEST_PDU) {
        longestPdu = Integer.toUnsignedLong(value.getInt());
      } else if (type == ROLE) {
        String sopClass = text(value, value.getShort() & 0xffff);
        value.get();
        if (value.get() == 1) {
          receivable.add(sopClass);
        }
      }
    }
    return longestPdu;
  }

  private static String text(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
  }
}
