using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>Hears each row of a lease file.</summary>
public interface ILeaseRows<TView>
    where TView : struct, allows ref struct
{
    /// <summary>A good row; lifetime 0 means that the lease is gone.</summary>
    /// <param name="row">The row's bytes without its line end.</param>
    void Row(in TView lease, ReadOnlySpan<byte> row);
}

/// <summary>What reading one file came to.</summary>
/// <param name="Rows">Good rows.</param>
/// <param name="Errors">Rows left out.</param>
/// <param name="IsOtherSchema">The header has fewer or more columns than today's; the file is to be rewritten.</param>
/// <param name="WholeLength">Bytes up to the end of the last whole line; less than the file when its last row is torn.</param>
/// <param name="Failure">Why the file cannot be used at all; empty when it can.</param>
public readonly record struct LeaseFileResult(long Rows, long Errors, bool IsOtherSchema, long WholeLength, string Failure);

/// <summary>Reads a lease file row by row, whatever its schema. A bad row costs only itself.</summary>
internal static class LeaseFileReader
{
    private static readonly LogId RowErrorId = LogId.Error("DHCPSRV_MEMFILE_LEASE_LOAD_ROW_ERROR");
    private static readonly LogId UpgradeId = LogId.Warn("DHCPSRV_MEMFILE_NEEDS_UPGRADING");
    private static readonly LogId DowngradeId = LogId.Warn("DHCPSRV_MEMFILE_NEEDS_DOWNGRADING");
    private static readonly LogId TornId = LogId.Warn("NESTOR_MEMFILE_TORN_ROW");

    /// <summary>Far longer than any row can be: beyond this it is another kind of file.</summary>
    private const int LongestRow = 16 << 20;

    /// <param name="maxErrors">Bad rows after which reading is given up; 0 never gives up.</param>
    public static LeaseFileResult Read<TCsv, TView, TAddr>(string path, uint maxErrors, ILeaseRows<TView> rows, Logger log)
        where TCsv : struct, ILeaseCsv<TView, TAddr>
        where TView : struct, allows ref struct
        where TAddr : struct, IAddress<TAddr>
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var state = new State(TCsv.Columns) { Path = path, MaxErrors = maxErrors, Log = log };
        byte[] buffer = new byte[1 << 20];
        int have = 0;
        long at = 0;
        int got;
        while ((got = RandomAccess.Read(file, buffer.AsSpan(have), at)) > 0)
        {
            at += got;
            have += got;
            int used = Lines<TCsv, TView, TAddr>(buffer.AsSpan(0, have), rows, ref state);
            if (state.Failure.Length > 0)
            {
                break;
            }

            buffer.AsSpan(used, have - used).CopyTo(buffer);
            have -= used;
            if (have >= LongestRow)
            {
                state.Failure = $"{path}:{state.Line + 1}: no end of the row in {have} bytes; this is no lease file";
                break;
            }

            if (have == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        if (have > 0 && state.Failure.Length == 0)
        {
            log.Write(TornId, $"{path}: the last {have} bytes are a row that was not written to its end; it is left out");
        }

        // Empty lines alone are no file yet: the header is still to be written.
        long whole = state.HasHeader ? at - have : 0;
        return new LeaseFileResult(state.Rows, state.Errors, state.IsOther, whole, state.Failure);
    }

    private static int Lines<TCsv, TView, TAddr>(ReadOnlySpan<byte> bytes, ILeaseRows<TView> rows, ref State state)
        where TCsv : struct, ILeaseCsv<TView, TAddr>
        where TView : struct, allows ref struct
        where TAddr : struct, IAddress<TAddr>
    {
        int used = 0;
        int end;
        while (state.Failure.Length == 0 && (end = bytes[used..].IndexOf((byte)'\n')) >= 0)
        {
            var line = bytes.Slice(used, end);
            used += end + 1;
            state.Line++;
            if (line.EndsWith((byte)'\r'))
            {
                line = line[..^1];
            }

            if (line.IsEmpty)
            {
                continue;
            }

            if (!state.HasHeader)
            {
                Header<TCsv, TView, TAddr>(line, ref state);
            }
            else
            {
                Row<TCsv, TView, TAddr>(line, rows, ref state);
            }
        }

        return used;
    }

    private static void Header<TCsv, TView, TAddr>(ReadOnlySpan<byte> line, ref State state)
        where TCsv : struct, ILeaseCsv<TView, TAddr>
        where TView : struct, allows ref struct
        where TAddr : struct, IAddress<TAddr>
    {
        state.HasHeader = true;
        if (line.SequenceEqual(TCsv.Header))
        {
            return;
        }

        state.IsOther = true;
        int columns = line.Count((byte)',') + 1;

        // A file under an old header may go on with rows of today, when it could not be rewritten at once.
        state.Fewest = Math.Min(columns, TCsv.Columns);
        state.Most = Math.Max(columns, TCsv.Columns);
        if (columns >= TCsv.OldestColumns && TCsv.Header.StartsWith(line))
        {
            state.Log.Write(UpgradeId, $"{state.Path}: has {columns} columns and is brought up to {TCsv.Columns}");
        }
        else if (line.StartsWith(TCsv.Header) && line[TCsv.Header.Length] == ',')
        {
            state.Log.Write(DowngradeId, $"{state.Path}: has {columns} columns, more than the {TCsv.Columns} known; the others are dropped");
        }
        else
        {
            state.Failure = $"{state.Path}:1: this is no header of a {TCsv.Family} lease file";
        }
    }

    private static void Row<TCsv, TView, TAddr>(ReadOnlySpan<byte> line, ILeaseRows<TView> rows, ref State state)
        where TCsv : struct, ILeaseCsv<TView, TAddr>
        where TView : struct, allows ref struct
        where TAddr : struct, IAddress<TAddr>
    {
        if (line.Length > state.Scratch.Length)
        {
            state.Scratch = new byte[line.Length * 2];
        }

        int columns = line.Count((byte)',') + 1;
        string column = "number of columns";
        if (columns >= state.Fewest && columns <= state.Most
            && TCsv.TryRead(line, state.Scratch, out var lease, out column))
        {
            state.Rows++;
            rows.Row(in lease, line);
            return;
        }

        state.Errors++;
        state.Log.Write(RowErrorId, $"{state.Path}:{state.Line}: the row is left out, its {column} is wrong");
        if (state.MaxErrors > 0 && state.Errors > state.MaxErrors)
        {
            state.Failure = $"{state.Path}: more than {state.MaxErrors} bad rows";
        }
    }

    private struct State
    {
        public string Path;
        public uint MaxErrors;
        public Logger Log;
        public byte[] Scratch;
        public long Line;
        public long Rows;
        public long Errors;
        public bool HasHeader;
        public int Fewest;
        public int Most;
        public bool IsOther;
        public string Failure = "";

        public State(int columns)
        {
            Path = "";
            Log = Logger.Silent;
            Scratch = new byte[65536];
            Fewest = columns;
            Most = columns;
        }
    }
}
