using System.Runtime.InteropServices;
using Nestor.Engine.Loop;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Sockets;

/// <summary>
/// All sockets of a server and what wakes its loop. Sockets are opened for the interfaces there are, and again when
/// the kernel says that interfaces or addresses changed; what cannot be opened now is tried again later.
/// </summary>
public abstract unsafe class SocketSet<TArrival, TDeparture, TChanges> : IDisposable
    where TArrival : struct
    where TDeparture : struct
    where TChanges : class, IChanges
{
    /// <summary>Links; each family adds its addresses (rtnetlink(7)).</summary>
    private const uint LinkGroup = 0x1;

    private static readonly LogId OpenedId = LogId.Info("DHCPSRV_CFGMGR_USE_ADDRESS");
    private static readonly LogId FailedId = LogId.Warn("DHCPSRV_OPEN_SOCKET_FAIL");
    private static readonly LogId NoneOpenId = LogId.Warn("DHCPSRV_NO_SOCKETS_OPEN");
    private static readonly LogId AllActiveId = LogId.Debug(40, "DHCPSRV_CFGMGR_ALL_IFACES_ACTIVE");
    private static readonly LogId NamedId = LogId.Info("DHCPSRV_CFGMGR_ADD_IFACE");
    private static readonly LogId ClosedId = LogId.Info("NESTOR_SOCKET_CLOSED");

    private readonly SocketFamily _family;
    private readonly ushort _port;
    private readonly Logger _log;
    private readonly MessageRing _ring = new();
    private readonly int _wake;
    private readonly int _routes;
    private readonly HashSet<string> _lastProblems = [];
    private IPacketSocket<TArrival, TDeparture, TChanges>[] _sockets = [];
    private Linux.PollFd* _polled;
    private InterfacesSettings? _settings;
    private int _next;
    private long _sendFailures;

    private protected SocketSet(SocketFamily family, ushort port, Logger log)
    {
        _family = family;
        _port = port;
        _log = log;
        _wake = Linux.EventFd(0, Linux.SockNonBlock | Linux.SockCloseOnExec);
        _routes = OpenRouteEvents(LinkGroup | _family.AddressGroup);
        _polled = (Linux.PollFd*)NativeMemory.AllocZeroed(2, (nuint)sizeof(Linux.PollFd));
        Arm();
    }

    /// <summary>Sockets that clients and relays speak to.</summary>
    public int Count => _sockets.Length - (Socket4o6 < 0 ? 0 : 1);

    /// <summary>Number of the socket to the other family's server (RFC 7341), which is the last; -1 when there is none.</summary>
    public int Socket4o6 => _sockets is [.., { Place: ListenOn4o6 }] ? _sockets.Length - 1 : -1;

    /// <summary>Interfaces that are configured and could not be opened; empty when all are.</summary>
    public IReadOnlyCollection<string> Problems => _lastProblems;

    /// <summary>True when interfaces may have changed since <see cref="Reconcile"/>.</summary>
    public bool HasChanged { get; private set; }

    internal IEnumerable<ListenOn> Places => _sockets.Take(Count).Select(s => s.Place);

    /// <summary>Replies that the kernel did not take.</summary>
    public long SendFailures => Interlocked.Read(ref _sendFailures);

    /// <summary>Waits until a packet, a wake-up or a change of interfaces is there, or the time is over.</summary>
    /// <param name="timeoutMilliseconds">-1 waits for ever.</param>
    public void Poll(int timeoutMilliseconds)
    {
        if (Linux.Poll(_polled, (nuint)(_sockets.Length + 2), timeoutMilliseconds) <= 0)
        {
            return;
        }

        if (_polled[0].Returned != 0)
        {
            ulong count;
            _ = Linux.Read(_wake, &count, sizeof(ulong));
        }

        if (_polled[1].Returned != 0)
        {
            HasChanged = true;
            byte* drain = stackalloc byte[4096];
            while (Linux.Receive(_routes, drain, 4096, Linux.MsgDontWait) > 0)
            {
            }
        }
    }

    /// <summary>Ends a <see cref="Poll"/> early; from any thread.</summary>
    public void Wake()
    {
        ulong one = 1;
        _ = Linux.Write(_wake, &one, sizeof(ulong));
    }

    /// <summary>Takes what waits on the sockets that Poll found ready, each in its turn.</summary>
    public void Receive(Batch<TArrival, TDeparture, TChanges> batch)
    {
        for (int i = 0; i < _sockets.Length && batch.ArrivalCount < Batch.MaxQueries; i++)
        {
            int at = (_next + i) % _sockets.Length;
            // Also for an error: only reading takes it away, and until then the loop would not sleep.
            if (_polled[at + 2].Returned != 0)
            {
                int error = _sockets[at].Receive(batch, _ring, at);
                if (error != 0)
                {
                    var id = at == Socket4o6 ? _family.ReceiveFail4o6 : _family.ReceiveFail;
                    _log.Write(id, $"{_sockets[at].Place}: {Marshal.GetPInvokeErrorMessage(error)}");
                }
            }
        }

        _next = _sockets.Length > 0 ? (_next + 1) % _sockets.Length : 0;
    }

    /// <summary>Sends replies; <paramref name="ring"/> is the calling thread's own. Returns how many could not be sent.</summary>
    internal int Send(ReadOnlySpan<TDeparture> replies, MessageRing ring)
    {
        int allFailed = 0;
        while (!replies.IsEmpty)
        {
            int socket = SocketOf(in replies[0]);
            int count = 1;
            while (count < replies.Length && count < MessageRing.Size && SocketOf(in replies[count]) == socket)
            {
                count++;
            }

            int failed = _sockets[socket].Send(replies[..count], ring);
            if (failed > 0)
            {
                allFailed += failed;
                string error = Marshal.GetPInvokeErrorMessage(ring.LastError);
                var id = socket == Socket4o6 ? _family.SendFail4o6 : _family.SendFail;
                _log.Write(id, $"{failed} of {count} replies by {_sockets[socket].Place.Nic.Name} could not be sent: {error}");
            }

            replies = replies[count..];
        }

        if (allFailed > 0)
        {
            Interlocked.Add(ref _sendFailures, allFailed);
        }

        return allFailed;
    }

    /// <summary>
    /// Opens and closes sockets until they are what the configuration asks for and the machine has. Nobody may be
    /// sending meanwhile.
    /// </summary>
    /// <param name="port4o6">dhcp4o6-port; 0 for none.</param>
    public void Reconcile(InterfacesSettings settings, ushort port4o6 = 0)
    {
        HasChanged = false;
        TellEntries(settings);
        var problems = new List<string>();
        IReadOnlyList<ListenOn> wanted = Choose(settings, InterfaceState.ReadAll(), problems);
        if (port4o6 > 0)
        {
            wanted = [.. wanted, _family.Place4o6(port4o6)];
        }

        var kept = new List<IPacketSocket<TArrival, TDeparture, TChanges>>();
        foreach (var socket in _sockets)
        {
            if (_settings is not null && IsOpenedAlike(_settings, settings) && wanted.FirstOrDefault(w => w.IsSameAs(socket.Place)) is { } same)
            {
                socket.Place = same;
                kept.Add(socket);
            }
            else
            {
                _log.Write(ClosedId, $"no longer listening on {socket.Place}");
                socket.Dispose();
            }
        }

        foreach (var place in wanted.Where(w => !kept.Exists(k => k.Place.IsSameAs(w))).ToList())
        {
            bool isUsual = place is not ListenOn4o6;
            var socket = place is ListenOn4o6 other ? Open(other, out string error) : Open(settings, place, _port, out error);
            if (socket is null)
            {
                problems.Add(error);
                continue;
            }

            _log.Write(OpenedId, isUsual ? $"listening on {place}, port {_port}, with {KindOf(settings)} sockets" : $"listening on {place}");
            kept.Add(socket);
        }

        if (!kept.Exists(k => k.Place is not ListenOn4o6) && settings.Interfaces.Count > 0 && (_sockets.Length > 0 || _settings is null))
        {
            _log.Write(NoneOpenId, $"no interface is listened on: no client is served until that changes");
        }

        _settings = settings;
        foreach (string problem in problems.Where(p => !_lastProblems.Contains(p)))
        {
            _log.Write(FailedId, $"not listening: {problem}; watching for a change and trying again");
        }

        _lastProblems.Clear();
        _lastProblems.UnionWith(problems);
        _sockets = [.. kept.OrderBy(k => k.Place is ListenOn4o6)];
        NativeMemory.Free(_polled);
        _polled = (Linux.PollFd*)NativeMemory.AllocZeroed((nuint)(_sockets.Length + 2), (nuint)sizeof(Linux.PollFd));
        Arm();
    }

    /// <summary>What a new configuration asks for, before it is known what of it there is.</summary>
    private void TellEntries(InterfacesSettings settings)
    {
        if (settings == _settings)
        {
            return;
        }

        foreach (string entry in settings.Interfaces)
        {
            _log.Write(entry == "*" ? AllActiveId : NamedId, $"interfaces to listen on: {entry}");
        }
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        _ = Linux.Close(_wake);
        _ = Linux.Close(_routes);
        NativeMemory.Free(_polled);
        _ring.Dispose();
        GC.SuppressFinalize(this);
    }

    internal MessageRing LoopRing => _ring;

    /// <summary>What the configuration asks for and can be opened now.</summary>
    private protected abstract IReadOnlyList<ListenOn> Choose(
        InterfacesSettings settings, IReadOnlyList<InterfaceState> present, List<string> problems);

    private protected abstract IPacketSocket<TArrival, TDeparture, TChanges>? Open(
        InterfacesSettings settings, ListenOn place, ushort port, out string error);

    private protected abstract IPacketSocket<TArrival, TDeparture, TChanges>? Open(ListenOn4o6 place, out string error);

    /// <summary>Sockets opened for one configuration serve another one where the place is the same.</summary>
    private protected virtual bool IsOpenedAlike(InterfacesSettings before, InterfacesSettings after) => true;

    /// <summary>What the sockets are called in the log.</summary>
    private protected virtual string KindOf(InterfacesSettings settings) => "UDP";

    private protected abstract int SocketOf(in TDeparture reply);

    private void Arm()
    {
        _polled[0] = new Linux.PollFd { Fd = _wake, Events = Linux.PollIn };
        _polled[1] = new Linux.PollFd { Fd = _routes, Events = Linux.PollIn };
        for (int i = 0; i < _sockets.Length; i++)
        {
            _polled[i + 2] = new Linux.PollFd { Fd = _sockets[i].Fd, Events = Linux.PollIn };
        }
    }

    /// <summary>A netlink socket that becomes readable when links or addresses change.</summary>
    private static int OpenRouteEvents(uint groups)
    {
        int fd = Linux.Socket(Linux.AfNetlink, Linux.SockRaw | Linux.SockNonBlock | Linux.SockCloseOnExec, 0);
        uint* address = stackalloc uint[3] { Linux.AfNetlink, 0, groups };
        if (fd >= 0)
        {
            _ = Linux.Bind(fd, address, 12);
        }

        return fd;
    }
}
