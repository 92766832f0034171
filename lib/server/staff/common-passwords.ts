import "server-only";

/**
 * What is tried first, in lower case and without signs: the head of every published list of leaked
 * passwords, and what suggests itself at a clinic's desk. As parts too: with fifteen characters
 * people put two of them side by side or add a year.
 */
export const commonPasswords: readonly string[] = `
password passwort motdepasse contrasena senha passw0rd pa55word p4ssw0rd passphrase secret
letmein letmeinnow welcome welcomeback login logmein signin admin administrator administrador root
superuser master user guest test testing tester demo changeme changeit changethis default temp
temporary access security secure private qwerty qwertz azerty qwertyuiop qwerty123 1q2w3e 1q2w3e4r
1q2w3e4r5t q1w2e3 q1w2e3r4 qazwsx qazwsxedc zaq12wsx asdf asdfgh asdfghjkl zxcvbn zxcvbnm 123qwe
qwe123 abc123 a1b2c3 a1b2c3d4 aa123456 iloveyou iloveyou2 loveyou lovely love loveme forever friends
family mother father daddy mommy sister brother baby babygirl babyboy angel angels princess queen
prince king monkey dragon tiger lion eagle falcon panther wolf bear puppy kitty kitten doggy butterfly
dolphin unicorn elephant turtle horse pony sunshine rainbow flower flowers summer winter spring autumn
january february march april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday weekend holiday vacation christmas easter halloween birthday
happy smile sweet sweetie honey sugar candy cookie cookies chocolate cheese banana orange apple cherry
strawberry peaches pepper ginger coffee starbucks pizza butter whiskey beer football baseball
basketball hockey soccer softball tennis golfer volleyball swimming fishing hunter hunting racing
yankees cowboys lakers steelers redsox arsenal chelsea liverpool barcelona realmadrid manchester
superman batman spiderman ironman wonderwoman pokemon pikachu naruto starwars matrix harrypotter
hogwarts minecraft fortnite nintendo playstation xbox mustang corvette ferrari porsche mercedes toyota
honda harley yamaha michael jennifer jessica ashley amanda daniel michelle andrew joshua matthew
jordan thomas robert charlie george william anthony nicole samantha taylor justin hannah alexander
maggie buster bailey shadow ranger cooper oliver sophie chloe jasmine london paris berlin newyork
chicago dallas boston houston texas california florida america american canada england jesus christ
jesuschrist blessed godisgood heaven faith church computer internet google facebook instagram samsung
apple microsoft windows windows10 windows11 office laptop server network hello helloworld hello123
goodmorning goodbye whatever nothing something anything trustno1 fuckyou asshole biteme hottie sexy
money dollar rich lucky winner number1 numberone freedom liberty peace silver golden diamond crystal
purple yellow green blue black white orange red correcthorsebatterystaple correct horse battery staple
doctor nurse hospital clinic clinique klinik medical medicine health healthcare patient patients
reception receptionist frontdesk desk front office surgery dental dentist pharmacy medblocks connect
connectdesk desktop staff team welcome1 spring2024 summer2024 winter2024 2020 2021 2022 2023 2024 2025
2026 2027 1990 1991 1992 1993 1994 1995 1996 1997 1998 1999 2000 2001 112233 121212 123123 123321
131313 159753 147258369 147258 654321 666666 696969 111111 000000 007007 101010 123654 789456 789456123
987654321 11223344 12341234 123412 1qaz2wsx 1qazxsw2 zaq1xsw2 qweasd qweasdzxc
`
  .split(/\s+/)
  .filter(Boolean);
