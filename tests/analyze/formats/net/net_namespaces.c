#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(net_namespaces_lines)
{
    assert_format("net_namespaces", "net/namespaces",
                  "4026531840\tprocess\t1\t\n"
                  "4026532281\tmount\t\t/run/netns/a\\x0ab\n",
                  "1 net_namespace_sightings 4026531840|process|1|NULL|NULL\n"
                  "2 net_namespace_sightings 4026532281|mount|NULL|/run/netns/a\\x0ab|NULL\n");
    assert_format_cut("net_namespaces", "net/namespaces",
                      "x\tprocess\t1\t\n"
                      "5\tprocess\n"
                      "5\tprocess\tx\t\n"
                      "5\tprocess\t1\n"
                      "5\tprocess\t1\t\\x\n"
                      "5\tprocess\t1\t",
                      "1 want \"namespace\" have \"x\"\n"
                      "2 want \"how\" have \"process\"\n"
                      "3 want \"pid\" have \"x\"\n"
                      "4 want \"\t\" have \"\"\n"
                      "5 want \"\\xHH\" have \"\\x\"\n"
                      "6 want \"newline\" have \"5\\x09process\\x091\\x09\"\n");
}

TEST(net_namespaces_with_their_user_namespace)
{
    assert_format("net_namespaces", "net/namespaces",
                  "4026531840\tprocess\t1\t\t4026531837\n"
                  "4026532281\tthread\t7\ttask/9\t0\n"
                  "4026532282\tlistns\t0\t\t4026531837\n"
                  "4026532283\tsocket\t7\tfd/3\t\tlater\n",
                  "1 net_namespace_sightings 4026531840|process|1|NULL|4026531837\n"
                  "2 net_namespace_sightings 4026532281|thread|7|task/9|NULL\n"
                  "3 net_namespace_sightings 4026532282|listns|NULL|NULL|4026531837\n"
                  "4 net_namespace_sightings 4026532283|socket|7|fd/3|NULL\n");
    assert_format("net_namespaces", "net/namespaces", "5\tsocket\t7\tfd/3\tx\n5\tsocket\t7\tfd/3\t6x\n",
                  "1 want \"user namespace\" have \"x\"\n"
                  "2 want \"\t\" have \"x\"\n");
}
