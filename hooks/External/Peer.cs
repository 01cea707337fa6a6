using System.ComponentModel;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Nestor.Hooks.Points;
using Nestor.Json;
using Nestor.Model.Logging;

namespace StandardLibraries.External;

/// <summary>
/// A program outside: it is connected to, told what happens, and asked. One that dies is connected to again; one that does
/// not answer costs one deadline, and is asked no more until it says something. Nothing here waits on the loop's thread.
/// </summary>
internal sealed class Peer : IDisposable
{
    private const int MaxLine = 64 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HelloPatience = TimeSpan.FromSeconds(5);

    private readonly ProgramSettings _settings;
    private readonly byte[] _hello;
    private readonly TimeProvider _clock;
    private readonly Logger _log;
    private readonly Channel<byte[]> _waiting;
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<long, Pending> _asked = [];
    private readonly Lock _lock = new();
    private readonly Task _work;
    private volatile HashSet<string> _watched = [];
    private volatile HashSet<string> _decided = [];
    private volatile bool _isSick;
    private long _sent;
    private long _answered;
    private long _late;
    private long _lost;
    private long _starts;

    public Peer(ProgramSettings settings, string server, IReadOnlyCollection<string> points, TimeProvider clock, Logger log)
    {
        _settings = settings;
        _hello = Message.Hello(server, points);
        _clock = clock;
        _log = log;
        _waiting = Channel.CreateBounded<byte[]>(settings.QueueLimit);
        _work = Task.Run(Work);
    }

    public string Name => _settings.Name;

    /// <summary>It is there, and answers as far as is known.</summary>
    public bool IsWell => IsUp && !_isSick;

    private bool IsUp => _watched.Count + _decided.Count > 0;

    /// <summary>What becomes of a query that it has no word for.</summary>
    public Verdict Without => _settings.IsFailingClosed ? Verdict.Drop : Verdict.Continue;

    public bool Watches(string point) => _watched.Contains(point);

    public bool Decides(string point) => _decided.Contains(point);

    /// <summary>How it goes.</summary>
    public Element Show() => Element.Map(
    [
        new Member("name", Element.Of(Name), SourcePlace.None),
        new Member("state", Element.Of(!IsUp ? "down" : _isSick ? "silent" : "up"), SourcePlace.None),
        new Member("starts", Element.Of(Interlocked.Read(ref _starts)), SourcePlace.None),
        new Member("sent", Element.Of(Interlocked.Read(ref _sent)), SourcePlace.None),
        new Member("answered", Element.Of(Interlocked.Read(ref _answered)), SourcePlace.None),
        new Member("late", Element.Of(Interlocked.Read(ref _late)), SourcePlace.None),
        new Member("lost", Element.Of(Interlocked.Read(ref _lost)), SourcePlace.None),
    ]);

    /// <summary>Tells it something; what finds no room is counted.</summary>
    public bool Tell(byte[] line)
    {
        if (_waiting.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _sent);
            return true;
        }

        if (Interlocked.Increment(ref _lost) == 1)
        {
            _log.Write(ExternalLog.Lost, $"{Name}: {_settings.QueueLimit} messages wait to be sent, it is told no more until there are fewer");
        }

        return false;
    }

    /// <summary>Asks it; <paramref name="decided"/> is called once, on any thread, at the deadline at the latest.</summary>
    public void Ask(long number, byte[] line, Action<Verdict> decided)
    {
        var pending = new Pending(decided);
        lock (_lock)
        {
            _asked[number] = pending;
        }

        // Not before: a deadline that is over while nobody waits yet would be nobody's.
        pending.Timer = _clock.CreateTimer(_ => Late(number), null, _settings.Deadline, Timeout.InfiniteTimeSpan);

        if (!Tell(line))
        {
            Take(number)?.Say(Without);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _waiting.Writer.TryComplete();
        _work.Wait(TimeSpan.FromSeconds(3));
        _end.Dispose();
    }

    private void Late(long number)
    {
        if (Take(number) is not { } pending)
        {
            return;
        }

        Interlocked.Increment(ref _late);
        if (!_isSick)
        {
            _isSick = true;
            _log.Write(ExternalLog.Late, $"{Name} had no word within {(long)_settings.Deadline.TotalMilliseconds} ms: it is not asked until it says something, queries are {(_settings.IsFailingClosed ? "dropped" : "served without it")}");
        }

        pending.Say(Without);
    }

    private Pending? Take(long number)
    {
        lock (_lock)
        {
            return _asked.Remove(number, out var pending) ? pending : null;
        }
    }

    private async Task Work()
    {
        var pause = FirstPause;
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var line = await Line.Open(_settings, _end.Token);
                Interlocked.Increment(ref _starts);
                pause = await Converse(line) ? FirstPause : pause * 2;
            }
            catch (Exception e) when (e is IOException or SocketException or Win32Exception or OperationCanceledException or InvalidOperationException or UnauthorizedAccessException)
            {
                pause *= 2;
                if (!_end.IsCancellationRequested)
                {
                    _log.Write(ExternalLog.Down, $"{Name} cannot be reached: {e.Message}");
                }
            }

            Left();
            pause = pause > LongestPause ? LongestPause : pause;
            await Task.Delay(pause, _clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The conversation, until one of the two ends it. True when it had begun well.</summary>
    private async Task<bool> Converse(Line line)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        var reader = new LineReader(line.Input, MaxLine);
        var complaints = line.Errors is { } errors ? Complaints(errors, over.Token) : Task.CompletedTask;
        await line.Output.WriteAsync(_hello, over.Token);
        await line.Output.FlushAsync(over.Token);
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(over.Token))
        {
            patience.CancelAfter(HelloPatience);
            if (await reader.Next(patience.Token) is not { } hello || !TryBegin(hello))
            {
                return false;
            }
        }

        var writing = Write(line.Output, over.Token);
        var reading = Read(reader, over.Token);
        await Task.WhenAny(writing, reading);
        await over.CancelAsync();
        await Task.WhenAll(writing, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await complaints.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private bool TryBegin(byte[] hello)
    {
        if (Parse(hello) is not { } map || map["nestor-hooks"] is not { Kind: ElementKind.Integer, Integer: Message.Version })
        {
            _log.Write(ExternalLog.Nonsense, $"{Name}: found no greeting, wanted {{ \"nestor-hooks\": {Message.Version}, \"watch\": [ … ], \"decide\": [ … ] }}");
            return false;
        }

        _isSick = false;
        _watched = Names(map, "watch");
        _decided = Names(map, "decide");
        _log.Write(ExternalLog.Up, $"{Name} watches {_watched.Count} points and decides at {_decided.Count}");
        return IsUp;
    }

    private void Left()
    {
        bool wasUp = IsUp;
        _watched = [];
        _decided = [];
        while (_waiting.Reader.TryRead(out _))
        {
            Interlocked.Increment(ref _lost);
        }

        Pending[] asked;
        lock (_lock)
        {
            asked = [.. _asked.Values];
            _asked.Clear();
        }

        Array.ForEach(asked, pending => pending.Say(Without));
        if (wasUp && !_end.IsCancellationRequested)
        {
            _log.Write(ExternalLog.Down, $"{Name} has gone: queries are {(_settings.IsFailingClosed ? "dropped" : "served without it")} until it is back");
        }
    }

    private async Task Write(Stream output, CancellationToken stop)
    {
        await foreach (byte[] line in _waiting.Reader.ReadAllAsync(stop))
        {
            await output.WriteAsync(line, stop);
            if (!_waiting.Reader.TryPeek(out _))
            {
                await output.FlushAsync(stop);
            }
        }
    }

    private async Task Read(LineReader reader, CancellationToken stop)
    {
        while (await reader.Next(stop) is { } line)
        {
            _isSick = false;
            string error = "found no event that waits, wanted { \"event\": N, \"next\": … }";
            if (Parse(line) is { } map && map["event"] is { Kind: ElementKind.Integer } number && Verdict.Read(map, out error) is { } verdict)
            {
                Interlocked.Increment(ref _answered);
                Take(number.Integer)?.Say(verdict);
            }
            else
            {
                _log.Write(ExternalLog.Nonsense, $"{Name}: {error}");
            }
        }
    }

    private async Task Complaints(Stream errors, CancellationToken stop)
    {
        var reader = new LineReader(errors, MaxLine);
        while (await reader.Next(stop) is { } line)
        {
            string text = Encoding.UTF8.GetString(line);
            _log.Write(ExternalLog.Said, $"{Name}: {string.Concat(text.Take(500).Select(c => char.IsControl(c) ? '?' : c))}");
        }
    }

    private static Element? Parse(byte[] line)
    {
        var diagnostics = new Diagnostics();
        var read = JsonReader.Read(line, "", diagnostics, null);
        return read is { Kind: ElementKind.Map } && !diagnostics.HasErrors ? read : null;
    }

    private static HashSet<string> Names(Element map, string name) =>
        [.. (map[name] is { Kind: ElementKind.List } list ? list.Items : []).Where(i => i.Kind == ElementKind.String).Select(i => i.Text)];

    private sealed class Pending(Action<Verdict> decided)
    {
        private Action<Verdict>? _decided = decided;

        public ITimer? Timer { get; set; }

        public void Say(Verdict verdict)
        {
            Timer?.Dispose();
            Interlocked.Exchange(ref _decided, null)?.Invoke(verdict);
        }
    }
}
