using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Wire.Dhcp4;

namespace StandardLibraries.RunScript;

/// <summary>
/// libdhcp_run_script: a program of the operator's is told what becomes of leases, each event with Kea's variables in its
/// environment. With <c>sync</c>, which Kea accepts and ignores, its exit status decides whether a client hears of its lease.
/// </summary>
public sealed class Library : IHookLibrary
{
    private Parameters _parameters = null!;
    private ScriptRunner? _runner;
    private IHookServer? _server;

    public bool IsKeptByEdits => true;

    public void Load(LibrarySetup setup)
    {
        _parameters = Parameters.Read(setup);
        if (setup.Points4 is { } four)
        {
            four.Lease4Renew.Add(setup, call => Tell("lease4_renew", Variables4.Of(call, Port)));
            four.Lease4Expire.Add(setup, call => Tell("lease4_expire", Variables4.Of(call, isExpired: true)));
            four.Lease4Recover.Add(setup, call => Tell("lease4_recover", Variables4.Of(call, isExpired: false)));
            four.Lease4Release.Add(setup, call => Tell("lease4_release", Variables4.Of(call, Port)));
            four.Lease4Decline.Add(setup, call => Tell("lease4_decline", Variables4.Of(call, Port)));
            four.Leases4Committed.Add(setup, Committed);
        }

        if (setup.Points6 is { } six)
        {
            six.Lease6Renew.Add(setup, call => Tell("lease6_renew", Variables6.Of(call)));
            six.Lease6Rebind.Add(setup, call => Tell("lease6_rebind", Variables6.Of(call)));
            six.Lease6Expire.Add(setup, call => Tell("lease6_expire", Variables6.Of(call, isExpired: true)));
            six.Lease6Recover.Add(setup, call => Tell("lease6_recover", Variables6.Of(call, isExpired: false)));
            six.Lease6Release.Add(setup, call => Tell("lease6_release", Variables6.Of(call)));
            six.Lease6Decline.Add(setup, call => Tell("lease6_decline", Variables6.Of(call)));
            six.Addr6Register.Add(setup, call => Tell("addr6_register", Variables6.Of(call)));
            six.Leases6Committed.Add(setup, Committed);
        }
    }

    public void Start(IHookServer server)
    {
        _server = server;
        _runner = new ScriptRunner(_parameters, server.Clock, server.Log(ScriptLog.Logger));
    }

    public void Dispose() => _runner?.Dispose();

    private ushort Port => _server!.Port;

    /// <summary>Nothing is decided: the program hears of it once it is written down.</summary>
    private void Tell(string point, Variables variables)
    {
        var happened = new ScriptEvent(point, variables.All, null);
        var runner = _runner!;
        _server!.WhenCommitted(isDurable =>
        {
            if (isDurable)
            {
                runner.Add(happened);
            }
        });
    }

    private void Committed(LeasesCommittedCall4 call)
    {
        var variables = Variables4.Of(call, Port);
        if (!_parameters.IsDeciding || !call.Exchange.HasReply)
        {
            Tell("leases4_committed", variables);
            return;
        }

        var exchange = call.Exchange;
        var parked = call.Park();
        _runner!.Add(new ScriptEvent("leases4_committed", variables.All, verdict => _server!.Post(() =>
        {
            if (verdict == ScriptVerdict.Refuse)
            {
                Refuse(exchange);
            }

            Let(parked, verdict != ScriptVerdict.Drop);
        })));
    }

    private void Committed(LeasesCommittedCall6 call)
    {
        var variables = Variables6.Of(call);
        if (!_parameters.IsDeciding || !call.Exchange.HasReply)
        {
            Tell("leases6_committed", variables);
            return;
        }

        var leases = new List<Nestor.Wire.Values.Ip6>();
        for (int i = 0; i < call.Count; i++)
        {
            var lease = call.Change(i, out bool isDelete);
            if (!isDelete)
            {
                leases.Add(lease.Fields.Address);
            }
        }

        var parked = call.Park();
        _runner!.Add(new ScriptEvent("leases6_committed", variables.All, verdict => _server!.Post(() =>
        {
            if (verdict == ScriptVerdict.Refuse)
            {
                // Its answer is made already and tells of the leases: the client hears nothing, and asks again.
                leases.ForEach(address => _server.Leases6!.Remove(address));
            }

            Let(parked, verdict == ScriptVerdict.Allow);
        })));
    }

    /// <summary>The lease is taken back, and the client is told that it has none.</summary>
    private void Refuse(Exchange4 exchange)
    {
        _server!.Leases4!.Remove(exchange.Yiaddr);
        exchange.ReplyType = MessageType4.Nak;
    }

    private static void Let(ParkedQuery parked, bool goesOn)
    {
        if (goesOn)
        {
            parked.Resume();
        }
        else
        {
            parked.Drop();
        }
    }
}
