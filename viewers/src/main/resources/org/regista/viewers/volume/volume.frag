#version 330 core
// One ray per pixel; the twin of CpuRay, LayerRays and Light, whose names it uses. Row 0 of the target is the top row.

const int MATTER = 0, MIP = 1, SURFACE = 2;
const float OPAQUE = 0.98, SEEN = 0.5, NONE = 3.0e38, PARALLEL = 1e-9;
const int HALVINGS = 5, ENTRIES = 1024, BLOCK = 8;
const float AMBIENT = 0.3, DIFFUSE = 0.7, SHINE = 0.2, STEEP = 0.1;

struct Layer {
  vec3 base, across, along, ahead;  // index = base + column across + row along + sample ahead
  vec3 size;                        // voxels
  mat3 indexToGradient;             // gradient per index to gradient per LPS mm
  float scale, offset;              // entry of the table = share scale + offset
  float samplesPerBlock, surface;
  bool shaded;
};

uniform int mode;
uniform Layer fixedLayer, movingLayer;
uniform sampler3D fixedVolume, movingVolume;
uniform usampler3D fixedLeaps, movingLeaps;
uniform sampler2D fixedTable, movingTable;
uniform vec4 planes[15];            // negative where nothing is seen: base, across, along, ahead
uniform int planeCount;
uniform vec2 mipWeights;
uniform vec3 towards, between;      // the lamp, and half way to the viewer
uniform bool hasSolids;
uniform sampler2D solidSamples, solidColours;

layout(location = 0) out vec4 colour;
layout(location = 1) out float seen;

float column, row;
vec4 light = vec4(0.0);
float seenAt = NONE;

vec3 index(Layer layer, float sampleAt) {
  return layer.base + column * layer.across + row * layer.along + sampleAt * layer.ahead;
}

float shareAt(sampler3D volume, Layer layer, vec3 at) {
  return textureLod(volume, (at + 0.5) / layer.size, 0.0).r;
}

int leapOf(usampler3D leaps, Layer layer, float sampleAt) {
  ivec3 block = ivec3(floor((index(layer, sampleAt) + 0.5) / float(BLOCK)));
  block = clamp(block, ivec3(0), textureSize(leaps, 0) - 1);
  int distance = int(texelFetch(leaps, block, 0).r);
  return distance == 0 ? 0 : max(1, int(float(distance - 1) * layer.samplesPerBlock));
}

int leap(float sampleAt) {
  int a = leapOf(fixedLeaps, fixedLayer, sampleAt);
  return a == 0 ? 0 : min(a, leapOf(movingLeaps, movingLayer, sampleAt));
}

float fraction(Layer layer, float share) {
  return clamp(share * layer.scale + layer.offset, 0.0, 1.0);
}

vec4 entry(sampler2D table, float fraction01) {
  return texelFetch(table, ivec2(int(fraction01 * float(ENTRIES - 1) + 0.5), 0), 0);
}

vec3 gradient(sampler3D volume, Layer layer, vec3 at) {
  vec3 i = vec3(1.0, 0.0, 0.0), j = vec3(0.0, 1.0, 0.0), k = vec3(0.0, 0.0, 1.0);
  return layer.indexToGradient * vec3(
      shareAt(volume, layer, at + i) - shareAt(volume, layer, at - i),
      shareAt(volume, layer, at + j) - shareAt(volume, layer, at - j),
      shareAt(volume, layer, at + k) - shareAt(volume, layer, at - k));
}

vec3 lit(vec3 own, vec3 normal, float asSurface) {
  float matt = AMBIENT + DIFFUSE * abs(dot(normal, towards));
  float c2 = pow(abs(dot(normal, between)), 2.0);
  float shine = SHINE * c2 * c2 * c2 * c2 * c2 * c2 * c2 * c2;
  return min(vec3(1.0), mix(1.0, matt, asSurface) * own + asSurface * shine);
}

void add(vec3 own, float opacity, float at) {
  light += (1.0 - light.a) * opacity * vec4(own, 1.0);
  if (light.a >= SEEN && seenAt == NONE) {
    seenAt = at;
  }
}

// own colour times opacity, and opacity, of one layer at one sample
vec4 matterOf(sampler3D volume, sampler2D table, Layer layer, float sampleAt) {
  vec3 at = index(layer, sampleAt);
  vec4 own = entry(table, fraction(layer, shareAt(volume, layer, at)));
  if (own.a > 0.0 && layer.shaded) {
    vec3 rise = gradient(volume, layer, at) * layer.scale;
    float steep = length(rise);
    if (steep > 0.0) {
      own.rgb = lit(own.rgb, rise / steep, min(1.0, steep / STEEP));
    }
  }
  return vec4(own.rgb * own.a, own.a);
}

void matter(int first, int last) {
  int n = first;
  while (n <= last && light.a < OPAQUE) {
    float at = float(n);
    int far = leap(at);
    if (far > 0) {
      n += far;
      continue;
    }
    vec4 a = matterOf(fixedVolume, fixedTable, fixedLayer, at);
    vec4 b = matterOf(movingVolume, movingTable, movingLayer, at);
    float sum = a.a + b.a;
    if (sum > 0.0) {
      add((a.rgb + b.rgb) / sum, 1.0 - (1.0 - a.a) * (1.0 - b.a), at);
    }
    n++;
  }
}

void mip(int first, int last) {
  vec2 most = vec2(0.0), at = vec2(NONE);
  int n = first;
  while (n <= last) {
    float here = float(n);
    int far = leap(here);
    if (far > 0) {
      n += far;
      continue;
    }
    float a = fraction(fixedLayer, shareAt(fixedVolume, fixedLayer, index(fixedLayer, here)));
    float b = fraction(movingLayer, shareAt(movingVolume, movingLayer, index(movingLayer, here)));
    if (a > most.x) {
      most.x = a;
      at.x = here;
    }
    if (b > most.y) {
      most.y = b;
      at.y = here;
    }
    n++;
  }
  light.rgb = mipWeights.x * entry(fixedTable, most.x).rgb + mipWeights.y * entry(movingTable, most.y).rgb;
  light.a = mipWeights.x + mipWeights.y > 0.0 ? 1.0 : 0.0;
  seenAt = mipWeights.y * most.y > mipWeights.x * most.x ? at.y : at.x;
}

bool inside(sampler3D volume, Layer layer, float at) {
  return shareAt(volume, layer, index(layer, at)) >= layer.surface;
}

void surface(sampler3D volume, sampler2D table, Layer layer, int n, int first) {
  float before = float(n - 1), behind = float(n);
  bool cut = n == first || inside(volume, layer, before);
  for (int h = 0; h < HALVINGS && !cut; h++) {
    float middle = (before + behind) / 2.0;
    if (inside(volume, layer, middle)) {
      behind = middle;
    } else {
      before = middle;
    }
  }
  float at = cut ? behind : (before + behind) / 2.0;
  vec4 own = entry(table, 0.0);
  vec3 rise = gradient(volume, layer, index(layer, at));
  float steep = length(rise);
  add(!cut && steep > 0.0 ? lit(own.rgb, rise / steep, 1.0) : own.rgb, own.a, at);
}

void surfaces(int first, int last) {
  bool fixedWanted = entry(fixedTable, 0.0).a > 0.0, movingWanted = entry(movingTable, 0.0).a > 0.0;
  int n = first;
  while (n <= last && light.a < OPAQUE && (fixedWanted || movingWanted)) {
    float at = float(n);
    int far = leap(at);
    if (far > 0) {
      n += far;
      continue;
    }
    if (fixedWanted && inside(fixedVolume, fixedLayer, at)) {
      fixedWanted = false;
      surface(fixedVolume, fixedTable, fixedLayer, n, first);
    }
    if (movingWanted && inside(movingVolume, movingLayer, at)) {
      movingWanted = false;
      surface(movingVolume, movingTable, movingLayer, n, first);
    }
    n++;
  }
}

void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  column = float(pixel.x);
  row = float(pixel.y);
  float first = -1e9, last = 1e9;
  for (int p = 0; p < planeCount; p++) {
    float here = planes[p].x + column * planes[p].y + row * planes[p].z;
    float ahead = planes[p].w;
    if (ahead > PARALLEL) {
      first = max(first, -here / ahead);
    } else if (ahead < -PARALLEL) {
      last = min(last, -here / ahead);
    } else if (here < 0.0) {
      last = -2e9;
    }
  }
  float solidAt = hasSolids ? texelFetch(solidSamples, pixel, 0).r : NONE;
  first = ceil(first);
  last = min(floor(last), floor(solidAt));
  if (first <= last) {
    if (mode == MATTER) {
      matter(int(first), int(last));
    } else if (mode == MIP) {
      mip(int(first), int(last));
    } else {
      surfaces(int(first), int(last));
    }
  }
  if (solidAt < NONE) {
    add(texelFetch(solidColours, pixel, 0).rgb, 1.0, solidAt);
  }
  colour = vec4(min(light.rgb, vec3(1.0)), 1.0);
  seen = seenAt;
}
