using System.Text;

namespace Nestor.Config.Tests.Tool;

/// <summary>What <c>nestor config import-dhcpd</c> makes of single statements, of leases and of nonsense.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Subnet = "subnet 10.0.0.0 netmask 255.255.255.0 { range 10.0.0.10 10.0.0.20; }\n";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void What_has_no_counterpart_is_told_with_its_place_a_caret_and_what_to_do()
    {
        var (code, _, errors) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", Subnet + "  zone example.org. { primary 127.0.0.1; }\n"));
        Assert.Equal(1, code);
        Assert.Equal(
            """
            dhcpd.conf:2.3: left out: zone example.org.: belongs into the configuration of kea-dhcp-ddns: forward-ddns or reverse-ddns, ddns-domains with name, key-name and dns-servers
                  zone example.org. { primary 127.0.0.1; }
                  ^
            dhcpd.conf: 1 left out, 0 notes

            """,
            errors);
    }

    [Fact]
    public void A_file_with_errors_has_no_output_and_all_errors_are_told()
    {
        var (code, output, errors) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", "subnet 10.0.0.0 { range 1 }\n}\noption x \"abc\n"));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("dhcpd.conf:1.27: error: found } behind \"1\", wanted a semicolon before it", errors, StringComparison.Ordinal);
        Assert.Contains("dhcpd.conf:2.1: error: found }, wanted a statement", errors, StringComparison.Ordinal);
        Assert.Contains("dhcpd.conf:3.10: error: found a string that never ends", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void When_everything_has_a_counterpart_the_exit_code_is_0_and_lifetimes_are_dhcpds()
    {
        var (code, output, _) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", Subnet));
        Assert.Equal(0, code);
        Assert.Contains("\"valid-lifetime\": 43200,\n    \"min-valid-lifetime\": 300,\n    \"max-valid-lifetime\": 86400", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_notes_the_list_stands_in_the_configuration_too_and_the_output_goes_where_it_is_wanted()
    {
        string to = _tool.File("out.json", "");
        var (code, output, _) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", "ping-check true;\n"), "--notes", "-o", to);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("dhcpd.conf:1.1: left out: ping-check true:", File.ReadAllText(to), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_above_the_maximum_is_the_maximum_and_without_end_is_all_ones()
    {
        var (_, output, errors) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", "default-lease-time 900;\nmax-lease-time 600;\n" + Subnet));
        Assert.Contains("\"valid-lifetime\": 600,", output, StringComparison.Ordinal);
        Assert.Contains("note: default-lease-time 900 is outside of the bounds; clients get 600", errors, StringComparison.Ordinal);
        (_, output, _) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", "default-lease-time -1;\nmax-lease-time -1;\n" + Subnet));
        Assert.Contains("\"valid-lifetime\": 4294967295,", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate on;", "nothing is known of it here")]
    [InlineData("fixed-address 10.0.0.1;", "stands outside of a host")]
    [InlineData("group { option nosuch 1; }", "there is nothing it applies to")]
    [InlineData("option nosuch 1;", "option nosuch is not defined")]
    [InlineData("host h { fixed-address 10.0.0.9; }", "nothing identifies its client")]
    [InlineData("if leased-address = 0a:00:00:01 { option routers 10.0.0.1; } else { option routers 10.0.0.2; }", "the condition has no counterpart")]
    [InlineData("shared-network x { pool { range 10.7.0.1 10.7.0.2; } }", "no subnet has all of its addresses")]
    public void Whatever_is_not_translated_is_listed(string statement, string why)
    {
        var (code, _, errors) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", Subnet + statement + "\n"));
        Assert.Equal(1, code);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_is_for_those_whom_its_lists_allow()
    {
        var (code, output, _) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", """
            class "a" { match if known; }
            subnet 10.0.0.0 netmask 255.255.255.0 {
              pool { range 10.0.0.1 10.0.0.2; allow members of "a"; allow known-clients; deny members of "b"; }
              pool { range 10.0.0.3; deny all clients; }
            }
            """));
        Assert.Equal(0, code);
        Assert.Contains("\"test\": \"(member('a') or member('KNOWN')) and not member('b')\"", output, StringComparison.Ordinal);
        Assert.Contains("\"test\": \"not member('ALL')\"", output, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("check", _tool.File("out.json", output)).Code);
    }

    [Theory]
    [InlineData("hardware = 1:00:11:22:33:44:55", "pkt4.htype == 1 and pkt4.mac == 0x001122334455")]
    [InlineData("substring(hardware, 1, 3) = 00:11:22", "substring(pkt4.mac, 0, 3) == 0x001122")]
    [InlineData("binary-to-ascii(16, 8, \":\", substring(hardware, 1, 3)) = \"0:1:2a\"", "substring(pkt4.mac, 0, 3) == 0x00012a")]
    [InlineData("not (option user-class = \"a\")", "option[user-class].exists and not (option[user-class].hex == 'a')")]
    [InlineData("option agent.circuit-id = \"p'1\"", "relay4[1].hex == 0x702731")]
    [InlineData("exists agent.remote-id and known", "relay4[2].exists and member('KNOWN')")]
    [InlineData("option user-class ~= \"^abc\"", "substring(option[user-class].hex, 0, 3) == 'abc'")]
    [InlineData("option user-class ~= \"a.c$\"", "match('.*(a.c)', option[user-class].hex)")]
    [InlineData("option user-class ~~ \"ABC\"", "match('.*(abc).*', lcase(option[user-class].hex))")]
    [InlineData("suffix(option user-class, 2) = \"xy\"", "substring(option[user-class].hex, -2, 2) == 'xy'")]
    [InlineData("concat(option user-class, \"-\", hardware) = \"x\"", "concat(option[user-class].hex, concat('-', concat(substring(pkt4.htype, 3, 1), pkt4.mac))) == 'x'")]
    [InlineData("option dhcp-message-type = 1", "option[dhcp-message-type].hex == 0x01")]
    [InlineData("packet(24, 4) = 0a:00:00:01", "pkt4.giaddr == 0x0a000001")]
    [InlineData("extract-int(option user-class, 16) = 258", "substring(option[user-class].hex, 0, 2) == 0x0102")]
    [InlineData("pick-first-value(option user-class, \"x\") = \"y\"", "ifelse(option[user-class].exists, option[user-class].hex, 'x') == 'y'")]
    public void An_expression_has_its_counterpart(string dhcpd, string kea)
    {
        var (code, output, errors) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", $"class \"c\" {{ match if {dhcpd}; }}\n{Subnet}"));
        Assert.True(code == 0, errors);
        Assert.Contains($"\"test\": \"{kea}\"", output, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Run("check", _tool.File("out.json", output)).Code);
    }

    [Theory]
    [InlineData("static")]
    [InlineData("leased-address = 0a:00:00:01")]
    [InlineData("reverse(1, hardware) = 00")]
    [InlineData("option user-class ~= \"^a|b\"")]
    public void A_class_whose_condition_has_no_counterpart_has_no_members_and_is_listed(string dhcpd)
    {
        var (code, output, errors) = _tool.Run("import-dhcpd", _tool.File("dhcpd.conf", $"class \"c\" {{ match if {dhcpd}; }}\n{Subnet}"));
        Assert.Equal(1, code);
        Assert.Contains("dhcpd.conf:1.13: left out: match if", errors, StringComparison.Ordinal);
        Assert.Contains("\"test\": \"not member('ALL')\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Leases_of_DHCPv4_become_rows_the_last_entry_of_an_address_counts()
    {
        string conf = _tool.File("dhcpd.conf", Subnet);
        string leases = _tool.File("dhcpd.leases", """
            authoring-byte-order little-endian;
            lease 10.0.0.10 { starts 4 2026/11/26 22:00:00; ends 4 2026/11/26 23:00:00; binding state free; hardware ethernet 00:11:22:33:44:55; }
            lease 10.0.0.10 {
              starts 4 2026/11/26 22:00:00; ends 4 2026/11/26 23:00:00; cltt 4 2026/11/26 22:00:10;
              binding state active; next binding state free;
              hardware ethernet 00:11:22:33:44:55; uid "\001\000\021\"3DU";
              set ddns-fwd-name = "A.example.org"; client-hostname "a";
            }
            lease 10.0.0.11 { starts epoch 1000; ends never; binding state active; hardware ethernet 00:11:22:33:44:56; client-hostname "b,c"; }
            lease 10.0.0.12 { starts epoch 1000; ends epoch 2000; binding state abandoned; }
            lease 10.0.0.13 { starts epoch 1000; ends epoch 2000; binding state expired; hardware ethernet 00:11:22:33:44:57; }
            lease 10.9.0.13 { starts epoch 1000; ends epoch 2000; binding state active; hardware ethernet 00:11:22:33:44:57; }
            """);
        var (code, output, errors) = _tool.Run("import-dhcpd", conf, "--leases", leases);
        Assert.Equal(1, code);
        string[] rows = output.Split('\n');
        Assert.StartsWith("address,hwaddr,client_id,", rows[0], StringComparison.Ordinal);
        Assert.Equal("10.0.0.10,00:11:22:33:44:55,01:00:11:22:33:44:55,3590,1795734000,1,1,0,a.example.org,0,,0", rows[1]);
        Assert.Equal("10.0.0.11,00:11:22:33:44:56,,4294967295,4294968295,1,0,0,b&#x2cc,0,,0", rows[2]);
        Assert.StartsWith("10.0.0.12,,,86400,", rows[3], StringComparison.Ordinal);
        Assert.EndsWith(",1,0,0,,1,,0", rows[3], StringComparison.Ordinal);
        Assert.Equal(5, rows.Length);
        Assert.Contains("dhcpd.leases: 3 leases kept, 1 that are over left out", errors, StringComparison.Ordinal);
        Assert.Contains("dhcpd.leases:12.1: left out: lease 10.9.0.13: no subnet of the configuration has it", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("little-endian", "\\001\\000\\000\\000", 1)]
    [InlineData("big-endian", "\\000\\000\\000\\001", 1)]
    public void Leases_of_DHCPv6_have_the_number_of_the_IA_in_the_byte_order_of_the_machine(string order, string iaid, uint number)
    {
        string conf = _tool.File("dhcpd.conf", "subnet6 2001:db8::/64 { range6 2001:db8::10 2001:db8::20; prefix6 2001:db8:100:: 2001:db8:10f:: /48; }\n");
        string leases = _tool.File("dhcpd6.leases", $$"""
            authoring-byte-order {{order}};
            ia-na "{{iaid}}\000\003\000\001\000\021\"3DU" { cltt epoch 1000;
              iaaddr 2001:db8::10 { binding state active; preferred-life 50; max-life 100; ends epoch 1100; }
              iaaddr 2001:db8::11 { binding state expired; preferred-life 50; max-life 100; ends epoch 1100; } }
            ia-pd "{{iaid}}\000\003\000\001\000\021\"3DU" { cltt epoch 1000;
              iaprefix 2001:db8:101::/48 { binding state active; preferred-life 50; max-life 100; ends epoch 1100; } }
            """);
        var (code, output, errors) = _tool.Run("import-dhcpd", conf, "--leases", leases);
        Assert.True(code == 0, errors);
        string[] rows = output.Split('\n');
        Assert.Equal($"2001:db8::10,00:03:00:01:00:11:22:33:44:55,100,1100,1,50,0,{number},128,0,0,,,0,,,,0", rows[1]);
        Assert.Equal($"2001:db8:101::,00:03:00:01:00:11:22:33:44:55,100,1100,1,50,2,{number},48,0,0,,,0,,,,0", rows[2]);
    }

    [Fact]
    public void The_DUID_of_the_server_is_told_where_clients_know_it()
    {
        string leases = _tool.File("dhcpd6.leases", "server-duid \"\\000\\001\\000\\001ab\";\n");
        var (code, _, errors) = _tool.Run("import-dhcpd", _tool.File("six.conf", "subnet6 2001:db8::/64 { }\n"), "--leases", leases);
        Assert.Equal(1, code);
        Assert.Contains("clients know the server again: 00:01:00:01:61:62\n", errors, StringComparison.Ordinal);
        (code, _, errors) = _tool.Run("import-dhcpd", _tool.File("four.conf", Subnet), "--leases", leases);
        Assert.Equal(0, code);
        Assert.Contains("dhcpd6.leases:1.1: note: server-duid: DHCPv4 has no use for it", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Included_files_are_read_in_their_place_and_one_that_includes_itself_ends()
    {
        string inner = _tool.File("inner.conf", Subnet);
        Assert.Equal(0, _tool.Run("import-dhcpd", _tool.File("a.conf", $"include \"{inner}\";\n")).Code);
        string self = _tool.File("self.conf", "");
        File.WriteAllText(self, $"include \"{self}\";\n");
        var (code, _, errors) = _tool.Run("import-dhcpd", self);
        Assert.Equal(2, code);
        Assert.Contains("wanted at most", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_thousand_broken_files_end_with_an_exit_code()
    {
        var dice = new Random(1);
        string[] sources = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Tool", "Dhcpd"), "*.conf").Order().Select(File.ReadAllText)];
        string[] pieces = ["{", "}", ";", "\"", "(", ")", "not ", "::", "0xfffffffffffffffff", "-1", ",", "/", "option ", "if ", "\\", "\0", "é", "array of "];
        string path = _tool.File("x.conf", "");
        for (int i = 0; i < 5000; i++)
        {
            var text = new StringBuilder(sources[i % sources.Length]);
            for (int change = dice.Next(1, 6); change > 0; change--)
            {
                int at = dice.Next(text.Length);
                int length = Math.Min(dice.Next(1, 12), text.Length - at);
                _ = dice.Next(3) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Insert(at, pieces[dice.Next(pieces.Length)]),
                    _ => text.Insert(at, text.ToString(dice.Next(text.Length - length), length)),
                };
            }

            File.WriteAllText(path, text.ToString());
            Assert.InRange(i % 4 == 0 ? _tool.Run("import-dhcpd", path, "--leases", path).Code : _tool.Run("import-dhcpd", path).Code, 0, 2);
        }

        File.WriteAllText(path, string.Concat(Enumerable.Repeat("if (", 100_000)) + string.Concat(Enumerable.Repeat("pool {", 100_000)));
        Assert.Equal(2, _tool.Run("import-dhcpd", path).Code);
        File.WriteAllText(path, "if " + string.Concat(Enumerable.Repeat("not (", 100_000)) + "known { }");
        Assert.Equal(1, _tool.Run("import-dhcpd", path).Code);
    }
}
