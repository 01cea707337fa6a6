using System.Collections.Concurrent;
using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Logging;

namespace StandardLibraries.HostCmds;

/// <summary>
/// Reservations in a file of JSON. What queries find is in memory; a change is on the disk before it counts and before its
/// answer leaves. The file is written whole each time.
/// </summary>
internal sealed class HostFile(string path, IHookServer server) : IDisposable
{
    private const int MaxHosts = 1_000_000;
    private const long MaxBytes = 512L << 20;

    private static readonly LogId LoadedId = LogId.Info("NESTOR_HOST_CMDS_FILE");
    private static readonly LogId FailedId = LogId.Error("NESTOR_HOST_CMDS_FILE_FAILED");
    private static readonly LogId WrongId = LogId.Warn("NESTOR_HOST_CMDS_HOST_LEFT_OUT");

    private readonly Logger _log = server.Log("host-cmds-hooks");
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<Served> _pending = new();
    private HostEntry[] _entries = [];
    private IReadOnlyList<Reservation> _served = [];
    private long _lastNumber;
    private string? _problem;
    private bool _isOver;

    /// <summary>All of them; on any thread.</summary>
    public HostEntry[] Entries
    {
        get
        {
            lock (_lock)
            {
                return _entries;
            }
        }
    }

    /// <summary>Reads the file, between two turns. One that cannot be read is told, and is not written over.</summary>
    public void Open()
    {
        var maps = Read();
        if (_problem is not null)
        {
            _log.Write(FailedId, $"{_problem}: its reservations do not count, and it is not changed");
            return;
        }

        _entries = Understood(maps);
        _served = [.. _entries.Select(e => e.Host).OfType<Reservation>()];
        server.Hosts.Use(server.Hosts.SourceOf(_served), [], _served);
        _log.Write(LoadedId, $"{_entries.Length} reservations in {path}");
    }

    /// <summary>
    /// Changes the file and then what queries find. The edit gets all entries, and says what there are to be, and the answer; no
    /// entries for no change.
    /// </summary>
    public CommandResult Change(Func<HostEntry[], (HostEntry[]? Entries, CommandResult Result)> edit)
    {
        CommandResult result;
        lock (_lock)
        {
            if (_problem is not null)
            {
                return CommandResult.Error(_problem);
            }

            if (_isOver)
            {
                return CommandResult.Conflict("another configuration came meanwhile");
            }

            (var entries, result) = edit(_entries);
            if (entries is null)
            {
                return result;
            }

            if (entries.Length > MaxHosts)
            {
                return CommandResult.Error($"{path} has {MaxHosts} reservations already");
            }

            if (server.Hosts.WriteFile(path, Text(entries)) is { } problem)
            {
                return CommandResult.Error($"{path} could not be written: {problem}");
            }

            var before = _entries.Select(e => e.Host).OfType<Reservation>().ToHashSet(ReferenceEqualityComparer.Instance);
            Reservation[] all = [.. entries.Select(e => e.Host).OfType<Reservation>()];
            var after = all.ToHashSet(ReferenceEqualityComparer.Instance);
            _pending.Enqueue(new Served(
                server.Hosts.SourceOf(all), all, [.. before.Where(h => !after.Contains(h)).Cast<Reservation>()], [.. all.Where(h => !before.Contains(h))]));
            _entries = entries;
        }

        return CommandResult.Later(() =>
        {
            Serve();
            return result;
        });
    }

    /// <summary>A number for one more entry; inside of an edit.</summary>
    public long NextNumber() => ++_lastNumber;

    /// <summary>Between two turns: whoever writes is waited for, so that the next to read the file finds it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _pending.Clear();
        }

        server.Hosts.Use(null, _served, []);
    }

    /// <summary>On the loop's thread: changes in the order in which they were written.</summary>
    private void Serve()
    {
        while (_pending.TryDequeue(out var next))
        {
            server.Hosts.Use(next.Source, next.Removed, next.Added);
            _served = next.All;
        }
    }

    private List<(uint SubnetId, Element Map)> Read()
    {
        var maps = new List<(uint, Element)>();
        try
        {
            if (!File.Exists(path))
            {
                return maps;
            }

            if (new FileInfo(path).Length > MaxBytes)
            {
                _problem = $"{path} has more than {MaxBytes} bytes";
                return maps;
            }

            var diagnostics = new Diagnostics();
            var root = JsonReader.Read(File.ReadAllBytes(path), path, diagnostics, null);
            _problem = diagnostics.HasErrors ? diagnostics.All.First(d => d.IsError).ToString()
                : root?["reservations"] is not { Kind: ElementKind.List } ? $"{path} has no list \"reservations\"" : null;
            foreach (var map in _problem is null ? root!["reservations"]!.Items : [])
            {
                if (!HostArguments.TrySubnet(map, isNeeded: true, out uint? id, out var refusal))
                {
                    _problem = $"{map.Place}: {refusal.Text}";
                    break;
                }

                maps.Add((id!.Value, map.With("subnet-id", null)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problem = $"{path} cannot be read: {e.Message}";
        }

        return maps;
    }

    /// <summary>With what they mean in this configuration. One that means nothing in it is kept, and told.</summary>
    private HostEntry[] Understood(List<(uint SubnetId, Element Map)> maps)
    {
        var hosts = new Reservation?[maps.Count];
        Understand(maps.Select(m => new PlacedHost(m.SubnetId, m.Map)).ToArray(), hosts);
        return [.. maps.Select((m, i) => new HostEntry(m.SubnetId, m.Map) { Number = NextNumber(), Host = hosts[i] })];
    }

    /// <summary>By halves, until the wrong ones are alone.</summary>
    private void Understand(ArraySegment<PlacedHost> maps, Span<Reservation?> to)
    {
        if (maps.Count == 0)
        {
            return;
        }

        var read = server.Hosts.Read(server.Settings, maps, out string error);
        if (read is null && maps.Count == 1)
        {
            _log.Write(WrongId, $"a reservation of {path} does not count: {error}");
        }
        else if (read is null)
        {
            int half = maps.Count / 2;
            Understand(maps[..half], to[..half]);
            Understand(maps[half..], to[half..]);
        }
        else
        {
            for (int i = 0; i < read.Count; i++)
            {
                to[i] = read[i];
            }
        }
    }

    private static byte[] Text(HostEntry[] entries)
    {
        var text = new StringBuilder("{ \"reservations\": [");
        for (int i = 0; i < entries.Length; i++)
        {
            var id = new Member("subnet-id", Element.Of(entries[i].SubnetId), SourcePlace.None);
            text.Append(i == 0 ? "\n" : ",\n").Append(JsonWriter.Compact(Element.Map([id, .. entries[i].Map.Members])));
        }

        return Encoding.UTF8.GetBytes(text.Append("\n] }\n").ToString());
    }

    /// <summary>What queries are to find.</summary>
    private readonly record struct Served(IHostSource Source, Reservation[] All, Reservation[] Removed, Reservation[] Added);
}
