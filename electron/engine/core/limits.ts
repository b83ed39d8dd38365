/**
 * Every limit of the data plane, in one place: what a stranger's drawing, client or frame can make it
 * do at most. Each has a unit in its name or comment, and the reason why it is not more. Limits of the
 * document itself are in its schema (shared/document/topology.ts), sizes that VDE sets in shared/vde/vde-limits.ts.
 */

// --- Time: a turn of the worker's loop ---------------------------------------------------------------

/**
 * How long each part of a turn takes new work: frames that come in, cables, PCs, spanning trees, consoles.
 * Five parts and the work at hand in each stay far below the second after which a worker counts as hung.
 */
export const TURN_SLICE_MS = 10;
/** Units of work between two looks at the clock: a unit is a frame handed on once, about a microsecond. */
export const UNITS_PER_LOOK = 256;
/**
 * Units after which the rest of a batch of frames is dropped, instead of making the turn longer: some 50 ms.
 * 64 broadcasts to 127 clients each take an eighth of it.
 */
export const MAX_UNITS_PER_PART = 65_536;
/** Descriptors that one look at the kernel reports. */
export const MAX_EVENTS = 64;
/** Connections that one socket accepts in a turn; the others wait in its backlog. */
export const MAX_ACCEPTS_PER_TURN = 16;
/** Commands of the main thread that are carried out between two looks at the clock. */
export const UNITS_PER_COMMAND = UNITS_PER_LOOK;

// --- Frames on their way -----------------------------------------------------------------------------

/** Switches that a frame may pass one after the other: more than any sane network has. */
export const MAX_HOPS = 250;
/** Switches that all copies of one frame may pass together. */
export const MAX_COPIES = 4_096;
/** Ports that all copies of one frame may leave by: a broadcast to every node of the largest labs. */
export const MAX_DELIVERIES = 16_384;
/** Bits of one frame that a cable turns over: what has more of them wrong is lost to any receiver. */
export const MAX_FLIPS_PER_FRAME = 1_024;
/** So many of them are as much work as handing a copy to a port. */
export const FLIPS_PER_DELIVERY = 64;
/** Frames that come out of one cable before others have their turn: as many as are received at once. */
export const MAX_FRAMES_PER_CALL = 64;

// --- Memory of frames that wait ----------------------------------------------------------------------

/** Bytes of all frames that wait anywhere: in cables, for receivers, for built-in PCs. */
export const MAX_WAITING_BYTES = 256 * 1024 * 1024;
/** Bytes of frames in one direction of a cable: half a second of a gigabit. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;
/** Bytes for one receiver that does not keep up: a few milliseconds of a gigabit. */
export const MAX_QUEUE_BYTES = 512 * 1024;
/** Frames for it; a power of two. */
export const MAX_QUEUE_FRAMES = 1_024;
/** Frames that wait for one built-in PC. */
export const MAX_PC_FRAMES = 256;

// --- Switches ----------------------------------------------------------------------------------------

/** Addresses that one switch learns: a hostile sender must not take all memory. */
export const MAX_ADDRESSES = 16_384;
/** The highest port number that a management command may ask for. */
export const MAX_PORTS_BY_COMMAND = 4_096;
/** The highest number of ports by option, each with counters in memory that is set aside. */
export const MAX_PORTS_BY_OPTION = 32_768;
/** Taps of `vdelab switch`, each a port and a device of this computer. */
export const MAX_TAPS = 256;
/** Ports that management commands add in a whole lab, beyond those that are drawn. */
export const MAX_ADDED_PORTS = 65_536;
/** Clients that one switch takes: each costs two descriptors and some 12 kB. */
export const MAX_CLIENTS = 1_024;
/** BPDUs that a port sends at once, and gets back one by one each second (802.1D, TxHoldCount). */
export const TX_HOLD_COUNT = 6;
export const TX_HOLD_MS = 1_000;
/** Ports in the spanning trees that a switch shows; the trees of its lowest VLANs come first. */
export const MAX_SHOWN_TREE_PORTS = 4_096;
/** Time between two tellings of what changed in trees, and of how a switch looks, in milliseconds. */
export const TREES_INTERVAL_MS = 100;
export const VIEW_INTERVAL_MS = 1_000;

// --- Joining -----------------------------------------------------------------------------------------

/** Connections to a VDE directory without a request yet; the oldest gives way. */
export const MAX_PENDING = 32;

// --- Consoles ----------------------------------------------------------------------------------------

/** Connections to one management socket. */
export const MAX_SESSIONS = 64;
/** Bytes of answers that wait for a client: then it is not answered until it has read. */
export const PAUSE_UNREAD_BYTES = 65_536;
/** Bytes with what it did not ask for in this moment, debug lines: then it is sent away. */
export const MAX_UNREAD_BYTES = 262_144;
/** Characters of one command; longer lines are none. */
export const MAX_LINE = 4_096;
/** Characters of an answer that are sent in one piece. */
export const ANSWER_PIECE = 8_192;
/** Files that load files, and so on: more is a file that loads itself. */
export const MAX_LOADS = 8;
/** Lines that one `load` runs, with all files that they load. */
export const MAX_LOADED_LINES = 10_000;
/** Bytes of a file of commands. */
export const MAX_SCRIPT_BYTES = 1_048_576;
/** How long the reading of such a file may take, in milliseconds. */
export const SCRIPT_TIMEOUT_MS = 2_000;
/** Keys that wait at a console while a command runs: a pasted script of some thousand lines. */
export const MAX_WAITING_KEYS = 65_536;
