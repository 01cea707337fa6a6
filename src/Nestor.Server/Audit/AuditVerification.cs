using System.Buffers;
using Nestor.Json;

namespace Nestor.Server.Audit;

/// <summary>Reads an audit log from its beginning, with the files that were set aside, and finds what was done to it.</summary>
public sealed class AuditVerification
{
    /// <summary>Longer lines are no entries.</summary>
    private const int MaxLine = 4 << 20;

    /// <summary>More problems than this are only counted.</summary>
    private const int MaxProblems = 100;

    private readonly List<string> _problems = [];
    private readonly Action<Element>? _entry;
    private AuditChain.Head _last;
    private AuditChain.Head? _anchor;
    private bool _isAnchorSeen;

    private AuditVerification(AuditChain.Head start, Action<Element>? entry)
    {
        _last = start;
        _entry = entry;
    }

    /// <summary>What is wrong, each with file and line; empty for a log that is as it was written.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>All problems, those too that are not told.</summary>
    public long ProblemCount { get; private set; }

    /// <summary>Entries that are there.</summary>
    public long Entries { get; private set; }

    /// <summary>The last entry.</summary>
    public AuditChain.Head Last => _last;

    /// <summary>True where a file beside the log, or the caller, said which entry is the last one.</summary>
    public bool IsEndKnown => _anchor is not null;

    /// <summary>Reads it all.</summary>
    /// <param name="path">The log; what was set aside is found beside it.</param>
    /// <param name="start">The entry before the first one that has to be there: <see cref="AuditChain.Empty"/> for a whole log.</param>
    /// <param name="end">An entry that has to be there, as was kept elsewhere; null to ask the file beside the log.</param>
    /// <param name="entry">Is given each entry that can be read; null for nobody.</param>
    public static AuditVerification Run(string path, AuditChain.Head start, AuditChain.Head? end, Action<Element>? entry = null)
    {
        var run = new AuditVerification(start, entry) { _anchor = end ?? AuditHead.Read(path) };
        run._isAnchorSeen = run._anchor is null || run._anchor == start;
        foreach (string file in AuditFile.Older(path).Append(path))
        {
            run.ReadFile(file);
        }

        if (!run._isAnchorSeen)
        {
            run.Tell($"{path}: entry {run._anchor!.Value.Sequence} with the hash {run._anchor.Value.Hash} was written and is not there: the log was cut");
        }

        return run;
    }

    private void ReadFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            ReadLines(file, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell($"{file}: {e.Message}");
        }
    }

    private void ReadLines(string file, FileStream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxLine);
        int used = 0;
        long number = 0;
        while (true)
        {
            int count = stream.Read(buffer, used, buffer.Length - used);
            used += count;
            var rest = buffer.AsSpan(0, used);
            for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                Line($"{file}:{++number}", rest[..end]);
                rest = rest[(end + 1)..];
            }

            if (count == 0 || rest.Length == buffer.Length)
            {
                if (rest.Length > 0)
                {
                    Tell($"{file}:{number + 1}: the line has no end");
                }

                break;
            }

            rest.CopyTo(buffer);
            used = rest.Length;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Line(string place, ReadOnlySpan<byte> line)
    {
        if (AuditChain.Read(line, out var head, out string previous, out string error) is not { } entry)
        {
            Tell($"{place}: {error}");
            return;
        }

        if (head.Sequence != _last.Sequence + 1)
        {
            Tell($"{place}: found entry {head.Sequence}, wanted entry {_last.Sequence + 1}");
        }
        else if (previous != _last.Hash)
        {
            Tell($"{place}: entry {head.Sequence} was written behind another entry {_last.Sequence} than the one that is there");
        }

        Entries++;
        _last = head;
        _isAnchorSeen |= head == _anchor;
        _entry?.Invoke(entry);
    }

    private void Tell(string problem)
    {
        ProblemCount++;
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(problem);
        }
    }
}
