using System.Net;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Rfc6704;

/// <summary>FORCERENEW on real sockets: a client that checks what it is told, and comes back for the new options.</summary>
public sealed class ToldToComeBack4
{
    private static readonly ServerConfig Auto = new(ServerConfig.Lan) { More = "\"reconfigure\": \"auto\"," };
    private static readonly IPAddress Old = IPAddress.Parse("192.0.2.53");
    private static readonly IPAddress New = IPAddress.Parse("192.0.2.54");

    public ToldToComeBack4() => Assert.SkipWhen(ServerUnderTest.IsKea, "Kea sends no FORCERENEW");

    [Fact]
    public void After_a_reload_a_client_believes_the_FORCERENEW_renews_and_has_the_new_options__RFC6704_3_1_3()
    {
        using OneLan lan = new(Auto);
        using SocketClient4 client = new(lan.Client);
        client.GetLease();
        Assert.Equal(Old, client.NameServer);
        lan.Server.Reload(Auto with { NameServer = New.ToString() });
        client.AwaitForceRenew(5);

        // Not answered, it comes again, with a counter that went on; answered, it does not.
        client.AwaitForceRenew(5);
        client.RenewLease();
        Assert.Equal(New, client.NameServer);
        client.MustHearNothing(5);
    }

    [Fact]
    public void SIGUSR2_tells_every_capable_client_and_no_other__RFC6704_3_1()
    {
        using OneLan lan = new(Auto with { More = "\"reconfigure\": \"on-command\"," });
        using SocketClient4 client = new(lan.Client);
        using SocketClient4 unable = new(lan.AddHost("second"), isCapable: false);
        client.GetLease();
        unable.GetLease();
        Assert.Null(unable.Messages.Key);

        // A change is not enough in this mode.
        lan.Server.Reload(Auto with { More = "\"reconfigure\": \"on-command\",", NameServer = New.ToString() });
        client.MustHearNothing(2);
        lan.Server.Signal(RunningProgram.User2);
        client.AwaitForceRenew(5);
        client.RenewLease();
        Assert.Equal(New, client.NameServer);
        unable.MustHearNothing(2);
        client.MustHearNothing(3);
    }

    [Fact]
    public void A_command_tells_the_clients_it_names_and_no_others__RFC6704_3_1()
    {
        using ControlSocket control = new();
        using OneLan lan = new(Auto with { More = "\"reconfigure\": \"on-command\"," + control.Members });
        using SocketClient4 first = new(lan.Client);
        using SocketClient4 second = new(lan.AddHost("second"));
        using SocketClient4 unable = new(lan.AddHost("third"), isCapable: false);
        first.GetLease();
        second.GetLease();
        unable.GetLease();

        control.Must("reconfigure4", $$"""{ "ip-address": "{{second.Address}}" }""", 0, "1 client will be told to come back");
        second.AwaitForceRenew(5);
        second.RenewLease();
        first.MustHearNothing(1);

        control.Must("reconfigure4", "{ \"all\": true }", 0, "2 clients will be told to come back");
        first.AwaitForceRenew(5);
        second.AwaitForceRenew(5);
        first.RenewLease();
        second.RenewLease();

        control.Must("reconfigure4", $$"""{ "ip-address": "{{unable.Address}}" }""", 3, "no client that is meant can be told: none has a key");
        control.Must("reconfigure4", "{ \"hw-address\": \"02:00:00:00:00:99\" }", 3, "no lease belongs to this client");
        first.MustHearNothing(2);
        second.MustHearNothing(1);
        unable.MustHearNothing(1);
    }

    [Fact]
    public void After_a_crash_the_server_still_has_the_nonces_and_a_higher_counter__RFC6704_3_1_3()
    {
        using OneLan lan = new(Auto);
        using SocketClient4 client = new(lan.Client);
        client.GetLease();
        lan.Server.Restart(RunningProgram.Kill);
        lan.Server.Signal(RunningProgram.User2);
        client.AwaitForceRenew(5);
    }
}
