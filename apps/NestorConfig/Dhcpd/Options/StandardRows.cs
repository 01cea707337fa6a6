namespace NestorConfig.Dhcpd.Options;

/// <summary>
/// dhcpd's own options (dhcp-options(5)): space, code, name, and a letter for each field: f flag, B S L unsigned numbers of
/// 1, 2 and 4 bytes, l a signed one of 4, I and 6 addresses, t text, X bytes, d a domain name, D several, e nothing; an A
/// behind them is an array.
/// </summary>
internal static class StandardRows
{
    public static readonly string[] V4 =
    [
        "1 subnet-mask I", "2 time-offset l", "3 routers IA", "4 time-servers IA", "5 ien116-name-servers IA", "6 domain-name-servers IA",
        "7 log-servers IA", "8 cookie-servers IA", "9 lpr-servers IA", "10 impress-servers IA", "11 resource-location-servers IA",
        "12 host-name t", "13 boot-size S", "14 merit-dump t", "15 domain-name t", "16 swap-server I", "17 root-path t",
        "18 extensions-path t", "19 ip-forwarding f", "20 non-local-source-routing f", "21 policy-filter IIA", "22 max-dgram-reassembly S",
        "23 default-ip-ttl B", "24 path-mtu-aging-timeout L", "25 path-mtu-plateau-table SA", "26 interface-mtu S", "27 all-subnets-local f",
        "28 broadcast-address I", "29 perform-mask-discovery f", "30 mask-supplier f", "31 router-discovery f",
        "32 router-solicitation-address I", "33 static-routes IIA", "34 trailer-encapsulation f", "35 arp-cache-timeout L",
        "36 ieee802-3-encapsulation f", "37 default-tcp-ttl B", "38 tcp-keepalive-interval L", "39 tcp-keepalive-garbage f",
        "40 nis-domain t", "41 nis-servers IA", "42 ntp-servers IA", "43 vendor-encapsulated-options X", "44 netbios-name-servers IA",
        "45 netbios-dd-server IA", "46 netbios-node-type B", "47 netbios-scope t", "48 font-servers IA", "49 x-display-manager IA",
        "50 dhcp-requested-address I", "51 dhcp-lease-time L", "52 dhcp-option-overload B", "53 dhcp-message-type B",
        "54 dhcp-server-identifier I", "55 dhcp-parameter-request-list BA", "56 dhcp-message t", "57 dhcp-max-message-size S",
        "58 dhcp-renewal-time L", "59 dhcp-rebinding-time L", "60 vendor-class-identifier X", "61 dhcp-client-identifier X",
        "62 nwip-domain t", "63 nwip-suboptions X", "64 nisplus-domain t", "65 nisplus-servers IA", "66 tftp-server-name t",
        "67 bootfile-name t", "68 mobile-ip-home-agent IA", "69 smtp-server IA", "70 pop-server IA", "71 nntp-server IA", "72 www-server IA",
        "73 finger-server IA", "74 irc-server IA", "75 streettalk-server IA", "76 streettalk-directory-assistance-server IA",
        "77 user-class X", "78 slp-directory-agent fIA", "79 slp-service-scope ft", "81 fqdn X", "82 relay-agent-information X",
        "85 nds-servers IA", "86 nds-tree-name t", "87 nds-context t", "88 bcms-controller-names D", "89 bcms-controller-address IA",
        "91 client-last-transaction-time L", "92 associated-ip IA", "93 pxe-system-type SA", "94 pxe-interface-id BBB", "97 pxe-client-id BX",
        "98 uap-servers t", "99 geoconf-civic X", "100 pcode t", "101 tcode t", "108 v6-only-preferred L", "112 netinfo-server-address IA",
        "113 netinfo-server-tag t", "114 default-url t", "116 auto-config B", "117 name-service-search SA", "118 subnet-selection I",
        "119 domain-search D", "124 vivco X", "125 vivso X", "136 pana-agent IA", "137 v4-lost d", "138 capwap-ac-v4 IA",
        "141 sip-ua-cs-domains D", "142 ipv4-address-andsf IA", "146 rdnss-selection BIId", "150 tftp-server-address IA",
        "159 v4-portparams BBS", "209 loader-configfile t", "210 loader-pathprefix t", "211 loader-reboottime L", "212 option-6rd BB6IA",
        "213 v4-access-domain d",

        // Other releases and sites write these for the same codes.
        "67 boot-file-name t", "114 v4-captive-portal t", "5 name-servers IA",
    ];

    public static readonly string[] V6 =
    [
        "1 client-id X", "2 server-id X", "3 ia-na X", "4 ia-ta X", "5 ia-addr X", "6 oro SA", "7 preference B", "8 elapsed-time S",
        "9 relay-msg X", "12 unicast 6", "13 status-code St", "14 rapid-commit e",
        "17 vendor-opts X", "18 interface-id X", "19 reconf-msg B", "20 reconf-accept e", "21 sip-servers-names D",
        "22 sip-servers-addresses 6A", "23 name-servers 6A", "24 domain-search D", "25 ia-pd X", "26 ia-prefix X", "27 nis-servers 6A",
        "28 nisp-servers 6A", "29 nis-domain-name D", "30 nisp-domain-name D", "31 sntp-servers 6A", "32 info-refresh-time L",
        "33 bcms-server-d D", "34 bcms-server-a 6A", "36 geoconf-civic X", "37 remote-id X", "38 subscriber-id X", "39 fqdn X",
        "40 pana-agent 6A", "41 new-posix-timezone t", "42 new-tzdb-timezone t", "43 ero SA", "44 lq-query X", "45 client-data X",
        "46 clt-time L", "47 lq-relay-data 6X", "48 lq-client-link 6A", "51 v6-lost d", "52 capwap-ac-v6 6A", "53 relay-id X",
        "56 ntp-servers X", "57 v6-access-domain d", "58 sip-ua-cs-list D", "59 bootfile-url t", "60 bootfile-param X", "61 client-arch-type SA", "62 nii BBB",
        "64 aftr-name d", "65 erp-local-domain-name d", "74 rdnss-selection 6Bd", "79 client-linklayer-addr X", "80 link-address 6",
        "82 solmax-rt L", "83 inf-max-rt L", "87 dhcpv4-msg X", "88 dhcp4-o-dhcp6-server 6A", "103 v6-captive-portal t",
        "135 relay-source-port S", "143 ipv6-address-andsf 6A",
    ];

    public static readonly string[] Agent =
    [
        "1 circuit-id X", "2 remote-id X", "3 agent-id I", "4 DOCSIS-device-class L", "5 link-selection I", "19 relay-port e",
    ];

    /// <summary>Read by no server: dhcpd takes the option 81 or 63 apart by these names.</summary>
    public static readonly string[] Fqdn =
    [
        "1 no-client-update f", "2 server-update f", "3 encoded f", "4 rcode1 B", "5 rcode2 B", "6 hostname t", "7 domainname t", "8 fqdn t",
    ];

    public static readonly string[] Nwip =
    [
        "5 nsq-broadcast f", "6 preferred-dss IA", "7 nearest-nwip-server IA", "8 autoretries B", "9 autoretry-secs B", "10 nwip-1-1 B",
        "11 primary-dss I",
    ];

    public static IEnumerable<DhcpdOption> All =>
        Read(DhcpdOption.Dhcp4, V4).Concat(Read(DhcpdOption.Dhcp6, V6)).Concat(Read(DhcpdOption.Agent, Agent)).Concat(Read("fqdn", Fqdn))
            .Concat(Read("nwip", Nwip));

    private static IEnumerable<DhcpdOption> Read(string space, string[] rows) => rows.Select(row =>
    {
        string[] columns = row.Split(' ');
        string letters = columns[2].TrimEnd('A');
        int code = int.Parse(columns[0], System.Globalization.CultureInfo.InvariantCulture);
        return new DhcpdOption(space, columns[1], code, [.. letters.Select(Kind)], letters.Length < columns[2].Length);
    });

    private static FieldKind Kind(char letter) => letter switch
    {
        'f' => FieldKind.Flag,
        'B' => FieldKind.UInt8,
        'S' => FieldKind.UInt16,
        'L' => FieldKind.UInt32,
        'l' => FieldKind.Int32,
        'I' => FieldKind.Ip4,
        '6' => FieldKind.Ip6,
        't' => FieldKind.Text,
        'd' => FieldKind.Name,
        'D' => FieldKind.Names,
        'e' => FieldKind.Empty,
        _ => FieldKind.Bytes,
    };
}
