package org.regista.io.dicom.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An ICC profile (ICC.1:2001-04, version 2) of an input device with the primaries and the white of
 * sRGB (IEC 61966-2-1) and the exponent 2.2, as small as the specification allows. Presentation
 * states in colour must carry one (PS3.3 C.11.15).
 */
final class ColourProfile {

  private static final int HEADER = 128;
  private static final int TAG = 12;
  private static final double FIXED_POINT = 65536;
  private static final int GAMMA_2_2 = 0x0233; // u8Fixed8

  /** Primaries and white, adapted to the illuminant D50 of the profile connection space. */
  private static final double[] WHITE = {0.9642, 1.0, 0.8249};

  private static final double[] RED = {0.4361, 0.2225, 0.0139};
  private static final double[] GREEN = {0.3851, 0.7169, 0.0971};
  private static final double[] BLUE = {0.1431, 0.0606, 0.7141};

  private ColourProfile() {}

  static byte[] bytes() {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("desc", description("sRGB, simplified"));
    tags.put("cprt", text("no copyright"));
    tags.put("wtpt", xyz(WHITE));
    tags.put("rXYZ", xyz(RED));
    tags.put("gXYZ", xyz(GREEN));
    tags.put("bXYZ", xyz(BLUE));
    tags.put("rTRC", curve());
    tags.put("gTRC", curve());
    tags.put("bTRC", curve());
    int size = HEADER + Integer.BYTES + TAG * tags.size();
    for (byte[] tag : tags.values()) {
      size += padded(tag.length);
    }
    ByteBuffer profile = ByteBuffer.allocate(size);
    header(profile, size);
    profile.position(HEADER).putInt(tags.size());
    int at = HEADER + Integer.BYTES + TAG * tags.size();
    for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
      profile.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
      at += padded(tag.getValue().length);
    }
    for (byte[] tag : tags.values()) {
      int next = profile.position() + padded(tag.length);
      profile.put(tag).position(next);
    }
    return profile.array();
  }

  private static void header(ByteBuffer profile, int size) {
    profile.putInt(0, size).putInt(8, 0x02400000);
    profile.position(12).put(ascii("scnr")).put(ascii("RGB ")).put(ascii("XYZ "));
    profile.putShort((short) 2026).putShort((short) 1).putShort((short) 1);
    profile.position(36).put(ascii("acsp"));
    profile.position(68);
    for (double v : WHITE) {
      profile.putInt(fixed(v));
    }
  }

  private static int fixed(double value) {
    return (int) Math.round(value * FIXED_POINT);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }

  private static byte[] xyz(double[] v) {
    ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
    return tag.putInt(fixed(v[0])).putInt(fixed(v[1])).putInt(fixed(v[2])).array();
  }

  private static byte[] curve() {
    ByteBuffer tag = ByteBuffer.allocate(14).put(ascii("curv")).putInt(0).putInt(1);
    return tag.putShort((short) GAMMA_2_2).array();
  }

  private static byte[] text(String words) {
    ByteBuffer tag = ByteBuffer.allocate(9 + words.length()).put(ascii("text")).putInt(0);
    return tag.put(ascii(words)).array();
  }

  /** textDescriptionType: ASCII, then empty Unicode and Macintosh forms. */
  private static byte[] description(String words) {
    ByteBuffer tag = ByteBuffer.allocate(90 + words.length() + 1);
    tag.put(ascii("desc")).putInt(0).putInt(words.length() + 1).put(ascii(words));
    return tag.array();
  }
}
