using System.Net;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Relays;
using Conformance.Subjects;

namespace Conformance.Rfc8415;

/// <summary>RECONFIGURE on real sockets: a client that checks what it is told, and comes back for the new options.</summary>
public sealed class ToldToComeBack
{
    private static readonly ServerConfig6 Auto = new(ServerConfig6.Lan) { More = "\"reconfigure\": \"auto\"," };
    private static readonly IPAddress Old = IPAddress.Parse("2001:db8:1::53");
    private static readonly IPAddress New = IPAddress.Parse("2001:db8:1::54");

    public ToldToComeBack() => Assert.SkipWhen(ServerUnderTest.IsKea, "Kea sends no RECONFIGURE");

    [Fact]
    public void After_a_reload_a_client_believes_the_RECONFIGURE_renews_and_has_the_new_options__RFC8415_18_3_11()
    {
        using OneLan6 lan = new(Auto);
        using SocketClient6 client = new(lan.Client, 1);
        client.GetLease();
        Assert.Equal(Old, client.NameServer);
        lan.Server.Reload(Auto with { NameServer = New.ToString() });
        client.AwaitReconfigure(5);

        // Not answered, it comes again, with a counter that went on; answered, it does not.
        client.AwaitReconfigure(5);
        client.RenewLease();
        Assert.Equal(New, client.NameServer);
        client.MustHearNothing(5);
    }

    [Fact]
    public void A_reload_that_changes_nothing_for_a_client_leaves_it_alone__RFC8415_18_3_11()
    {
        using OneLan6 lan = new(Auto);
        using SocketClient6 client = new(lan.Client, 1);
        client.GetLease();
        lan.Server.Reload(Auto with { ValidLifetime = 5000, Subnets = [ServerConfig6.Lan, ServerConfig6.Elsewhere] });
        client.MustHearNothing(4);
    }

    [Fact]
    public void SIGUSR2_tells_every_client_that_accepts_it_and_no_other__RFC8415_18_3_11()
    {
        using OneLan6 lan = new(Auto with { More = "\"reconfigure\": \"on-command\"," });
        Host[] hosts = [lan.Client, lan.AddHost("second"), lan.AddHost("third")];
        using SocketClient6 first = new(hosts[0], 1);
        using SocketClient6 second = new(hosts[1], 2);
        using SocketClient6 unwilling = new(hosts[2], 3, isAccepting: false);
        SocketClient6[] clients = [first, second, unwilling];
        Array.ForEach(clients, client => client.GetLease());
        Assert.NotEqual(first.Messages.Key, second.Messages.Key);
        Assert.Null(unwilling.Messages.Key);

        // A change is not enough in this mode.
        lan.Server.Reload(Auto with { More = "\"reconfigure\": \"on-command\",", NameServer = New.ToString() });
        Array.ForEach(clients, client => client.MustHearNothing(1));
        lan.Server.Signal(RunningProgram.User2);
        first.AwaitReconfigure(5);
        second.AwaitReconfigure(5);
        first.RenewLease();
        second.RenewLease();
        Assert.Equal((New, New), (first.NameServer, second.NameServer));
        Array.ForEach(clients, client => client.MustHearNothing(3));
    }

    [Fact]
    public void A_command_tells_the_clients_it_names_and_no_others__RFC8415_18_3_11()
    {
        using ControlSocket control = new();
        using OneLan6 lan = new(Auto with { More = "\"reconfigure\": \"on-command\"," + control.Members });
        Host[] hosts = [lan.Client, lan.AddHost("second"), lan.AddHost("third")];
        using SocketClient6 first = new(hosts[0], 1);
        using SocketClient6 second = new(hosts[1], 2);
        using SocketClient6 unwilling = new(hosts[2], 3, isAccepting: false);
        SocketClient6[] clients = [first, second, unwilling];
        Array.ForEach(clients, client => client.GetLease());

        control.Must("reconfigure6", "{ \"duid\": \"00:03:00:01:02:00:00:00:00:02\" }", 0, "1 client will be told to come back");
        second.AwaitReconfigure(5);
        second.RenewLease();
        first.MustHearNothing(1);

        control.Must("reconfigure6", "{ \"subnet-id\": 1 }", 0, "2 clients will be told to come back");
        first.AwaitReconfigure(5);
        second.AwaitReconfigure(5);
        first.RenewLease();
        second.RenewLease();

        control.Must("reconfigure6", "{ \"duid\": \"00:03:00:01:02:00:00:00:00:03\" }", 3, "no client that is meant can be told: none has a key");
        control.Must("reconfigure6", "{ \"subnet-id\": 2 }", 3, "no client that is meant can be told: none has a key");
        control.Must("reconfigure6", "{ \"ip-address\": \"2001:db8:1::dead\" }", 3, "no lease belongs to this client");
        control.Must("reconfigure4", "{ \"all\": true }", 2, "'reconfigure4' command not supported.");
        Array.ForEach(clients, client => client.MustHearNothing(3));
    }

    [Fact]
    public void A_client_behind_dhcrelay_is_told_through_it__RFC8415_18_3_11()
    {
        ServerConfig6 config = ThroughRelays6.Plain with { More = Auto.More };
        using Lab lab = Lab.Open("lan", "elsewhere");
        (Host host, Host relay, ServerUnderTest server, string link) = ThroughRelays6.Build(lab, config);
        Relay.StartIsc6(relay, "2001:db8:2::1", link);
        using SocketClient6 client = new(host, 1);
        client.GetLease();
        server.Reload(config with { NameServer = New.ToString() });
        client.AwaitReconfigure(5);
        client.RenewLease();
        Assert.Equal(New, client.NameServer);
    }

    [Fact]
    public void After_a_crash_the_server_still_has_the_keys_and_a_higher_counter__RFC8415_20_4()
    {
        using OneLan6 lan = new(Auto);
        using SocketClient6 client = new(lan.Client, 1);
        client.GetLease();
        lan.Server.Restart(RunningProgram.Kill);
        lan.Server.Signal(RunningProgram.User2);
        client.AwaitReconfigure(5);
    }
}
